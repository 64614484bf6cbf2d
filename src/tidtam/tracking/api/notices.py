from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

PAUSED = NoticeKind(
    key="webhook.paused",
    label=_("A connected program cannot be told what happens"),
    subject=_("Nothing reaches %(client)s any more"),
    body=_(
        "For three days no message has reached the program “%(client)s”, so nothing more is sent to it. Ask those who "
        "keep it, then let the messages go on from its page: what has happened since is waiting."
    ),
)
