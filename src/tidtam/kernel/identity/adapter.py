"""How allauth's sign-in machinery behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .actions.sessions import begin_session
from .choices import SessionEnd
from .known_devices import STRANGER, device_of, remember_device
from .languages import set_language_cookie
from .next_page import safe_next
from .origin import client_address
from .queries.acting import destination
from .sealing import open_sealed, seal
from .session_state import note_end


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        return bool(safe_next(url))

    def get_login_stages(self) -> list[str]:
        return ["tidtam.kernel.identity.stages.SecondFactorStage"]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened."""

    def login(self, request: HttpRequest, user: Any) -> None:
        is_first = user.last_login is None
        super().login(request, user)
        begin_session(request, user, is_first=is_first)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        kwargs["redirect_url"] = destination(request, user, kwargs.get("redirect_url") or "")
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_device(request, response, str(user.pk))
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            set_language_cookie(response, user.language)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        note_end(request.session, SessionEnd.CLOSED)
        return redirect("sign_in")

    def take_back_try(self) -> None:
        """A password that is not the account's own was right: what was counted as a wrong try is none."""
        self._rollback_login_failed_rl_usage()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted per typed name and address; a browser its owner has used before is counted
        apart, and by itself alone: what strangers do at the same address is not the owner's fault."""
        login = str(credentials.get("email") or credentials.get("mobile") or credentials.get("username") or "").lower()
        device = device_of(request, login)
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed" if device == STRANGER else "login_failed_at_home",
            key=f"{login}|{device}",
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor are sealed like every other secret of the house."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username or user.email or "ThaiD")

    def get_totp_issuer(self) -> str:
        return "Tidtam"
