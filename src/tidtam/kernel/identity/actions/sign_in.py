"""The two ways in: a password (and then the second factor), or a provider of the government."""

import logging

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused, acting_as
from tidtam.kernel.identity.choices import SignInMethod
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.identity.known_devices import remember_device
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.queries.accounts import clean_login
from tidtam.kernel.identity.stages import SecondFactorStage

from .second_factor import check_code
from .sessions import end_session

logger = logging.getLogger(__name__)


def sign_in_with_password(request: HttpRequest, *, login: str, password: str, next_page: str) -> HttpResponse:
    """Answers with where to go on: the page wanted, or the second factor.

    The tries are counted outside of any transaction, so that a failure later on does not forget them.
    """
    login = clean_login(login)
    account = check_password(request, login=login, password=password)
    response = _enter(request, account, SignInMethod.PASSWORD, next_page)
    remember_device(request, response, login)
    return response


def pass_second_factor(request: HttpRequest, stage: SecondFactorStage, *, code: str) -> HttpResponse:
    """Complete a sign-in that waits for its second factor. As with passwords, a wrong try is never forgotten."""
    check_code(request, stage.login.user, code)
    with acting_as(actor_of(request)):
        response: HttpResponse = stage.exit()
        return response


def sign_in_with_provider(request: HttpRequest, account: Account, method: SignInMethod, next_page: str) -> HttpResponse:
    """Answers as with a password; where the provider asked for one factor only, the account's own is asked for here."""
    return _enter(request, account, method, next_page)


def sign_in_with_passkey(request: HttpRequest, account: Account, method: SignInMethod, next_page: str) -> HttpResponse:
    """The caller has checked the passkey, and knows whether somebody vouched for who set it up."""
    return _enter(request, account, method, next_page)


def sign_in_newcomer(request: HttpRequest, account: Account, *, next_page: str) -> HttpResponse:
    """Who has chosen the password a moment ago need not type it once more."""
    response = _enter(request, account, SignInMethod.PASSWORD, next_page)
    remember_device(request, response, account.username or account.email)
    return response


def confirm_with_password(request: HttpRequest, account: Account, *, password: str) -> None:
    """The person at the keyboard proves once more that the signed-in account is theirs."""
    login = account.username or account.email
    if not login or check_password(request, login=login, password=password) != account:
        raise Refused(_("This account has no password. Confirm with ThaiD."), code="no_password")
    record_authentication(request, account, method=SignInMethod.PASSWORD.value, reauthenticated=True)


def check_password(request: HttpRequest, *, login: str, password: str) -> Account:
    """One answer and one password hashing, whether the account exists or not."""
    by = "email" if "@" in login else "mobile" if login.startswith("+") else "username"
    credentials = {by: login, "password": password}
    try:
        account = get_adapter(request).authenticate(request, **credentials)
    except ValidationError:
        logger.warning("sign-in by password: too many tries")
        raise Refused(
            _("There were too many tries with this name. Wait 15 minutes and try again, or sign in with ThaiD."),
            code="too_many_tries",
        ) from None
    if not isinstance(account, Account):
        logger.info("sign-in by password: refused")
        raise Refused(
            _("The user name or the password is not right. Check both; the password knows small and capital letters."),
            code="wrong_password",
        )
    return account


def _enter(request: HttpRequest, account: Account, method: SignInMethod, next_page: str) -> HttpResponse:
    with acting_as(actor_of(request)):
        if request.user.is_authenticated:
            end_session(request)
        record_authentication(request, account, method=method.value)
        response: HttpResponse = perform_login(request, Login(user=account, redirect_url=next_page or None))
        return response
