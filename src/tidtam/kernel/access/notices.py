"""What people are told about their roles."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

ROLE_GRANTED = NoticeKind(
    key="access.role_granted",
    label=_("A role was granted to me"),
    subject=_("You have a new role: %(role)s"),
    is_optional=False,
    body=_("You now hold the role “%(role)s” in %(organization)s. If you did not expect this, contact your office."),
)
ROLE_ENDED = NoticeKind(
    key="access.role_ended",
    label=_("A role of mine was ended"),
    is_optional=False,
    subject=_("Your role has ended: %(role)s"),
    body=_(
        "You no longer hold the role “%(role)s” in %(organization)s. If you did not expect this, contact your office."
    ),
)
