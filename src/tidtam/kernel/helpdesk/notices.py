"""What the owner of an account is told when an administrator did something to it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

from .choices import Deed


def _told(deed: Deed, subject: Promise, body: Promise) -> NoticeKind:
    return NoticeKind(
        key=f"helpdesk.{deed.value}",
        label=_("An account administrator changed my account"),
        subject=subject,
        body=body,
        is_optional=False,
    )


NOTICES = {
    Deed.LOCK: _told(
        Deed.LOCK,
        _("Your account was locked"),
        _("An account administrator of %(office)s locked your account. If you do not know why, ask there."),
    ),
    Deed.UNLOCK: _told(
        Deed.UNLOCK,
        _("Your account is open again"),
        _("An account administrator of %(office)s opened your account again. You can sign in as before."),
    ),
    Deed.END_SESSIONS: _told(
        Deed.END_SESSIONS,
        _("You were signed out everywhere"),
        _("An account administrator of %(office)s ended all your sessions. If you did not ask for it, ask there."),
    ),
}
