"""Whether somebody has an account: asked on a page, answered where only its owner reads."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.identity.models import Account
from tidtam.kernel.notifications.actions import send_secret
from tidtam.kernel.registration.jobs import order_answer
from tidtam.kernel.registration.queries import accounts_reached_at, email_on_file
from tidtam.kernel.registration.sealing import open_question, seal_question

_ANSWER_LIVES = timedelta(hours=24)


def ask_for_account(actor: Actor, *, address: str, language: str) -> None:
    """The page does the same for every address: a job looks it up, when the page is long gone."""
    with acting_as(platform_for(actor)):
        order_answer(seal_question(address), language)


def answer_question(actor: Actor, *, sealed: str, language: str) -> None:
    """To the address on file of each account found. An e-mail address with none is told so itself; a number is not."""
    address = open_question(sealed)
    found = accounts_reached_at(actor, address)
    for account in found:
        if email := email_on_file(actor, account):
            with override(account.language):
                _send(actor, email, _has_account(account))
    if not found and "@" in address:
        with override(language):
            _send(actor, address, _has_none())


def _send(actor: Actor, email: str, letter: tuple[str, str]) -> None:
    subject, body = letter
    send_secret(actor, email, subject=subject, body=body, expires_at=actor.now() + _ANSWER_LIVES)


def _has_account(account: Account) -> tuple[str, str]:
    body = gettext(
        "Somebody asked whether you have an account. You have one; its user name is %(username)s.\n\n"
        "Sign in: %(address)s\n\nIf it was not you who asked, you need not do anything: only you were told."
    )
    username = account.username or gettext("none (you sign in with ThaiD)")
    return gettext("You have an account"), body % {"username": username, "address": _page("sign_in")}


def _has_none() -> tuple[str, str]:
    body = gettext(
        "Somebody asked whether this e-mail address has an account. It has none.\n\n"
        "Register: %(address)s\n\nIf it was not you who asked, you need not do anything."
    )
    return gettext("There is no account with this address"), body % {"address": _page("register")}


def _page(name: str) -> str:
    return f"{settings.ENVIRONMENT.base_url}{reverse(name)}"
