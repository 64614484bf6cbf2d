"""What people are told about verification."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

from .policies import administers_accounts

WAITS = NoticeKind(
    key="verification.waits",
    label=_("My verification has to wait"),
    subject=_("Your verification waits for an answer"),
    body=_(
        "A source that has to be asked does not answer at the moment. It is asked again by itself; you need not do "
        "anything. You can also cancel and choose another way."
    ),
    is_optional=False,
)
APPROVED = NoticeKind(
    key="verification.approved",
    label=_("I was verified"),
    subject=_("Your account is permanent"),
    body=_(
        "It was verified who you are. Your account has no last day any more, and opens every service of the office."
    ),
    is_optional=False,
)
BADGE = NoticeKind(
    key="verification.badge",
    label=_("I am known as personnel of the ministry"),
    subject=_("You are known as personnel of the ministry: %(organization)s"),
    body=_(
        "Your account is permanent and bears the badge “Personnel of the ministry”, %(organization)s. It opens every "
        "service of the office."
    ),
    is_optional=False,
)
REFUSED = NoticeKind(
    key="verification.refused",
    label=_("I could not be verified"),
    subject=_("You could not be verified yet"),
    body=_("The page of your request says why, and which other ways there are."),
    is_optional=False,
)
TO_DECIDE = NoticeKind(
    key="verification.to_decide",
    label=_("Somebody asks to be verified by a document"),
    subject=_("A document waits to be looked at: %(organization)s"),
    body=_("Somebody of %(organization)s asks to be verified. File and facts stand side by side in the queue."),
    reaches=administers_accounts,
)
ALL = (WAITS, APPROVED, BADGE, REFUSED, TO_DECIDE)
