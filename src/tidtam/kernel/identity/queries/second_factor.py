from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from tidtam.kernel.actor import Actor

SELF_ENROLLED = "self_enrolled"
"""In an authenticator's data where nobody vouched for who set it up. Such a one does not count for roles."""


def is_self_enrolled(authenticator: Authenticator) -> bool:
    return bool(authenticator.data.get(SELF_ENROLLED))


@dataclass(frozen=True)
class SecondFactor:
    has_app: bool
    passkeys: int
    is_own: bool
    """Set up with a password alone; it does not count for roles."""
    codes_left: int
    codes_were_shown: bool

    @property
    def is_set_up(self) -> bool:
        return self.has_app or self.passkeys > 0


def second_factor_of(actor: Actor) -> SecondFactor:
    """What the actor's own account has set up."""
    rows = list(Authenticator.objects.filter(user_id=actor.account_id))
    kept = {row.type: row for row in rows}
    codes = kept.get(Authenticator.Type.RECOVERY_CODES)
    wrapped = codes.wrap() if codes else None
    return SecondFactor(
        has_app=Authenticator.Type.TOTP in kept,
        passkeys=sum(row.type == Authenticator.Type.WEBAUTHN for row in rows),
        is_own=any(is_self_enrolled(row) for row in rows),
        codes_left=len(wrapped.get_unused_codes()) if wrapped else 0,
        codes_were_shown=bool(wrapped and wrapped.did_view),
    )
