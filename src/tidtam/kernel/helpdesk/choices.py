from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Deed(TextChoices):
    """What an account administrator can do for somebody; the value stands in the address."""

    LOCK = "lock", _("Lock the account")
    UNLOCK = "unlock", _("Open the account again")
    END_SESSIONS = "end-sessions", _("End all sessions")
    RESET_SECOND_FACTOR = "reset-second-factor", _("Reset the second factor of this account")


CONSEQUENCES = {
    Deed.LOCK: _("Nobody can sign in with this account, and its open sessions end at once. Nothing is deleted."),
    Deed.UNLOCK: _("The person can sign in again, as before."),
    Deed.END_SESSIONS: _("The person is signed out on every device and signs in anew. Nothing else changes."),
    Deed.RESET_SECOND_FACTOR: _(
        "Authenticator app, passkeys and recovery codes stop counting, and all sessions end. "
        "First make sure, at the counter or by a way you know, that it is really this person who asks."
    ),
}
