"""The two ways in: a password (and then the second factor), or a provider of the government."""

import logging

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused, acting_as
from tidtam.kernel.identity import password_sources
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


def sign_in_proven(request: HttpRequest, account: Account, method: SignInMethod, next_page: str) -> HttpResponse:
    """The caller has checked the proof: a passkey, or what a provider said. Answers as with a password; where it was
    one factor only, the account's own is asked for here."""
    return _enter(request, account, method, next_page)


def sign_in_newcomer(request: HttpRequest, account: Account, *, next_page: str) -> HttpResponse:
    """Who has chosen the password a moment ago need not type it once more."""
    response = _enter(request, account, SignInMethod.PASSWORD, next_page)
    remember_device(request, response, account.username or account.email)
    return response


def confirm_with_password(request: HttpRequest, account: Account, *, password: str) -> None:
    """The person at the keyboard proves once more that the signed-in account is theirs."""
    names = names_for_password(request, account)
    if not names:
        raise Refused(_("This account has no password. Confirm with ThaiD."), code="no_password")
    if not any(_is_password_of(request, account, name, password) for name in names[:-1]):
        found = check_password(request, login=names[-1], password=password)
        if found != account:
            raise _wrong_password()
    record_authentication(request, account, method=SignInMethod.PASSWORD.value, reauthenticated=True)


def names_for_password(request: HttpRequest, account: Account) -> list[str]:
    """Under which names the account can be proven with a password, the one from elsewhere before its own."""
    own = (account.username or account.email) if account.has_usable_password() else ""
    with acting_as(actor_of(request)) as actor:
        return [*password_sources.names_of(actor, account), *filter(None, (own,))]


def check_password(request: HttpRequest, *, login: str, password: str) -> Account:
    """One answer and one password hashing, whether the account exists or not."""
    by = "email" if "@" in login else "mobile" if login.startswith("+") else "username"
    credentials = {by: login, "password": password}
    adapter = get_adapter(request)
    try:
        account = adapter.authenticate(request, **credentials)
    except ValidationError:
        logger.warning("sign-in by password: too many tries")
        raise Refused(
            _("There were too many tries with this name. Wait 15 minutes and try again, or sign in with ThaiD."),
            code="too_many_tries",
        ) from None
    if not isinstance(account, Account):
        account = _from_elsewhere(request, login=login, password=password)
        if account is None:
            logger.info("sign-in by password: refused")
            raise _wrong_password()
        adapter.take_back_try()
    return account


def _from_elsewhere(request: HttpRequest, *, login: str, password: str) -> Account | None:
    """Whose password it is as another source knows it; each is asked whether or not it is anybody's."""
    for source in password_sources.offered():
        account = source.account_for(actor_of(request), name=login, password=password)
        if account is not None:
            return account
    return None


def _is_password_of(request: HttpRequest, account: Account, name: str, password: str) -> bool:
    try:
        return check_password(request, login=name, password=password) == account
    except Refused:
        return False


def _wrong_password() -> Refused:
    return Refused(
        _("The user name or the password is not right. Check both; the password knows small and capital letters."),
        code="wrong_password",
    )


def _enter(request: HttpRequest, account: Account, method: SignInMethod, next_page: str) -> HttpResponse:
    with acting_as(actor_of(request)):
        if request.user.is_authenticated:
            end_session(request)
        record_authentication(request, account, method=method.value)
        response: HttpResponse = perform_login(request, Login(user=account, redirect_url=next_page or None))
        return response
