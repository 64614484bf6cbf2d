from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect

from .choices import SignInMethod
from .queries.acting import STRONG

_ENOUGH = STRONG | {SignInMethod.OWN_FACTOR.value}


class SecondFactorStage(LoginStage):  # type: ignore[misc]  # allauth has no types
    """Between the password, here or at Digital ID, and being signed in. ThaiD and passkeys are two factors already."""

    key = "second_factor"
    urlname = "second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        records = get_authentication_records(self.request, self.login.user)
        if any(record["method"] in _ENOUGH for record in records):
            return None, True
        if not is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
            return None, True
        return redirect(self.urlname), True
