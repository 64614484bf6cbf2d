"""The state of an account, in the words of the page."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.thai.dates import format_datetime_long, format_long

from .queries import AccountState

Row = tuple[str, object]


def rows(state: AccountState) -> list[Row]:
    """What stands in the summary of an account."""
    line, account, language = state.line, state.line.account, get_language() or "th"
    factors = {"totp": _("authenticator app"), "webauthn": _("passkey"), "recovery_codes": _("recovery codes")}
    found: list[tuple[str, object]] = [
        (_("State"), line.state),
        (_("User name"), account.username or _("none; signs in with ThaiD")),
        (_("E-mail"), account.email or _("none")),
        (_("ID number"), line.number or _("none")),
        (_("Account made"), format_datetime_long(account.created_at, language)),
    ]
    if account.temporary_until:
        found.append((_("Temporary until"), format_long(account.temporary_until, language)))
    if account.locked_at:
        found.append((_("Locked since"), format_datetime_long(account.locked_at, language)))
    kinds = ", ".join(dict.fromkeys(factors.get(kind, kind) for kind in state.factors))
    found.append((_("Second factor"), kinds or _("none")))
    found.append((_("Open sessions"), str(state.sessions)))
    if state.seen_at:
        found.append((_("Last seen"), format_datetime_long(state.seen_at, language)))
    return found
