"""What officers of the register are told about."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

APPROVED = NoticeKind(
    key="registry.approved",
    label=_("An entry I sent to the register was approved"),
    subject=_("An entry was approved: letter %(letter)s"),
    body=_("The entry you sent with letter %(letter)s was approved and can be found in the public register."),
)
CORRECTION_ASKED = NoticeKind(
    key="registry.correction_asked",
    label=_("The ministry asks for a correction in the register"),
    subject=_("A correction is asked for: letter %(letter)s"),
    body=_(
        "By letter %(letter)s the ministry asks your institution to correct an entry of the register. "
        "Points to correct: %(points)s. Its page says which."
    ),
    is_optional=False,
)
CORRECTION_REPORTED = NoticeKind(
    key="registry.correction_reported",
    label=_("An institution reported a correction in the register"),
    subject=_("A correction was reported: letter %(letter)s"),
    body=_("The institution answered every point of letter %(letter)s. Close each point, or open it again."),
)
CORRECTION_CLOSED = NoticeKind(
    key="registry.correction_closed",
    label=_("A correction in the register was closed"),
    subject=_("A correction is closed: letter %(letter)s"),
    body=_("The ministry closed every point of letter %(letter)s."),
)
RELEASED = NoticeKind(
    key="registry.released",
    label=_("Another institution releases a holder to ours"),
    subject=_("A holder is released to your institution: letter %(letter)s"),
    body=_("By letter %(letter)s another institution releases a holder to yours. Accept the transfer, or decline it."),
    is_optional=False,
)
NOTICE_DECIDED = NoticeKind(
    key="registry.notice_decided",
    label=_("A notice of change in the register was decided"),
    subject=_("A notice of change was decided: letter %(letter)s"),
    body=_("The notice of change by letter %(letter)s was decided. Its page says how."),
)
REQUEST_ENDED = NoticeKind(
    key="registry.request_ended",
    label=_("A request came to its end, and its holder can be entered"),
    subject=_("A holder can be entered in the register"),
    body=_(
        "A request of your institution came to its end. The entry in the register is filled in from it; "
        "complete it and send it to the ministry."
    ),
)
CONTACT_DUE = NoticeKind(
    key="registry.contact_due",
    label=_("My contact in the register has to be confirmed"),
    subject=_("Confirm how you can be reached"),
    body=_(
        "You enter holders in the register. Confirm that your name, telephone and e-mail are still right; "
        "until then nothing can be sent to the ministry."
    ),
    is_optional=False,
)
KINDS = (
    APPROVED,
    CORRECTION_ASKED,
    CORRECTION_REPORTED,
    CORRECTION_CLOSED,
    RELEASED,
    NOTICE_DECIDED,
    REQUEST_ENDED,
    CONTACT_DUE,
)
