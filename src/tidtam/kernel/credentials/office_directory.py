"""The password of the office's directory as a first factor, for whoever proved which entry is theirs."""

import logging
import re
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.queries import find_person_id
from tidtam.kernel.verification.connectors import Source, Unavailable
from tidtam.kernel.verification.connectors.asking import current_breaker
from tidtam.kernel.verification.connectors.configured import directory
from tidtam.kernel.verification.connectors.directory import Directory, NamedEntry
from tidtam.thai import national_id

from .choices import DIRECTORY_NAME_LENGTH
from .queries import account_with_directory_name, directory_name_of

logger = logging.getLogger(__name__)

T = TypeVar("T")
# Directories take letters that look alike, and full-width ones, for the same: here one name is written in one way.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}(?:@[a-z0-9][a-z0-9.-]{0,188})?")


class OfficeDirectory:
    """Asked for every password that is not the account's own, also of names that nobody here signs in with."""

    @property
    def is_offered(self) -> bool:
        sources = settings.ENVIRONMENT.sources
        return bool(sources.directory_signs_in and sources.directory_url)

    def account_for(self, actor: Actor, *, name: str, password: str) -> Account | None:
        asked, user_name = directory(), clean_user_name(name)
        if asked is None or not user_name:
            return None
        account = account_with_directory_name(actor, user_name)
        entry = ask(actor, lambda: asked.entry_named(user_name))
        theirs = entry if _is_entry_of(entry, account) else None
        return account if ask(actor, lambda: asked.admits(theirs, password)) else None

    def name_of(self, actor: Actor, account: Account) -> str:
        return directory_name_of(actor, account)


def clean_user_name(text: str) -> str:
    """Empty for what is no user name of a directory."""
    name = text.strip().lower()
    return name if len(name) <= DIRECTORY_NAME_LENGTH and _NAME.fullmatch(name) else ""


def the_directory() -> Directory:
    asked = directory() if OfficeDirectory().is_offered else None
    if asked is None:
        raise Refused(_("This office has not switched on signing in with its directory."), code="no_directory")
    return asked


def ask(actor: Actor, question: Callable[[], T]) -> T:
    """Outside of any transaction; a directory that failed several times is left alone for a while."""
    try:
        return current_breaker().spare(Source.DIRECTORY, question, now=actor.now())
    except Unavailable as unavailable:
        logger.warning("sign-in by directory: %s", unavailable.reason.value)
        raise Refused(
            _(
                "This password is not the account's own, and the office's directory cannot be asked at the moment. If "
                "it is the directory's, try again in a few minutes; the account's own password and ThaiD work as "
                "always."
            ),
            code="directory_silent",
        ) from None


def _is_entry_of(entry: NamedEntry | None, account: Account | None) -> bool:
    """An entry that was given to somebody else bears another number: it opens nothing of its former owner's."""
    if entry is None or not national_id.is_valid(entry.national_id, allow_zero=True):
        return False
    owner = find_person_id(IdentifierKind.NATIONAL_ID, entry.national_id)
    return account is not None and owner is not None and owner == account.person_id
