"""What the owner is told when two of their accounts become one."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

JOINED = NoticeKind(
    key="account.joined",
    label=_("Two accounts become one"),
    subject=_("A temporary account was joined to your account"),
    body=_(
        "The temporary account %(name)s was joined to this account and has ended; its matters and notices are here. "
        "If it was not you, tell the office at once."
    ),
    is_optional=False,
)
