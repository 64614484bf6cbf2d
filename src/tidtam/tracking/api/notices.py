from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.kinds import NoticeKind


def _administers_roles(actor: Actor) -> bool:
    held = grants_of(actor.account_id, actor.today()) if actor.account_id else actor.grants
    return any(grant.role == Role.ROLE_ADMIN for grant in held)


PAUSED = NoticeKind(
    key="webhook.paused",
    reaches=_administers_roles,
    label=_("A connected program cannot be told what happens"),
    subject=_("Nothing reaches %(client)s any more"),
    body=_(
        "For three days no message has reached the program “%(client)s”, so nothing more is sent to it. Ask those who "
        "keep it, then let the messages go on from its page: what has happened since is waiting."
    ),
)
