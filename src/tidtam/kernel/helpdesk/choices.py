from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Deed(TextChoices):
    """What an account administrator can do for somebody; the value stands in the address."""

    LOCK = "lock", _("Lock the account")
    UNLOCK = "unlock", _("Open the account again")
    END_SESSIONS = "end-sessions", _("End all sessions")


CONSEQUENCES = {
    Deed.LOCK: _("Nobody can sign in with this account, and its open sessions end at once. Nothing is deleted."),
    Deed.UNLOCK: _("The person can sign in again, as before."),
    Deed.END_SESSIONS: _("The person is signed out on every device and signs in anew. Nothing else changes."),
}
