from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from tidtam.kernel.actor import Actor


@dataclass(frozen=True)
class SecondFactor:
    has_app: bool
    codes_left: int
    codes_were_shown: bool


def second_factor_of(actor: Actor) -> SecondFactor:
    """What the actor's own account has set up."""
    kept = {row.type: row for row in Authenticator.objects.filter(user_id=actor.account_id)}
    codes = kept.get(Authenticator.Type.RECOVERY_CODES)
    wrapped = codes.wrap() if codes else None
    return SecondFactor(
        has_app=Authenticator.Type.TOTP in kept,
        codes_left=len(wrapped.get_unused_codes()) if wrapped else 0,
        codes_were_shown=bool(wrapped and wrapped.did_view),
    )
