"""The staff directory: LDAP or Active Directory, over LDAPS or StartTLS and no other way."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ldap3.utils.conv import escape_filter_chars

from tidtam.thai import national_id

from .choices import Part, Result, Source
from .comparing import Comparison, Entry, compare, plain_number
from .deadline import Deadline, in_time
from .directory_line import DirectoryLine, WrongPassword
from .protocol import Answer, Employment, Evidence, Stated

_MOST_ENTRIES = 10
_SHUT = 0x2
"""Of Active Directory's userAccountControl: the account is disabled."""
_STATES = ("userAccountControl", "nsAccountLock")
_LONGEST_PASSWORD = 1_024
_NOBODY_BYTES = 24


@dataclass(frozen=True, kw_only=True)
class DirectoryNames:
    """What the attributes are called in this directory; where there are several, each is looked at."""

    national_id: tuple[str, ...]
    given_name: tuple[str, ...]
    family_name: tuple[str, ...]
    user_name: tuple[str, ...]
    organization_code: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    position: tuple[str, ...] = ()

    @property
    def to_read(self) -> list[str]:
        parts = (self.national_id, self.given_name, self.family_name)
        work = (self.organization_code, self.organization, self.position)
        return sorted({*_STATES, *(name for names in (*parts, *work) for name in names)})


@dataclass(frozen=True)
class _Found:
    dn: str = field(repr=False)
    values: Mapping[str, Sequence[bytes]] = field(repr=False)

    def texts(self, names: tuple[str, ...]) -> tuple[str, ...]:
        values = (value for name in names for value in self.values.get(name, ()))
        return tuple(text for text in (value.decode("utf-8", "replace") for value in values) if "\ufffd" not in text)

    def first(self, names: tuple[str, ...]) -> str:
        return next(iter(self.texts(names)), "")

    @property
    def is_shut(self) -> bool:
        control, lock = self.first(("userAccountControl",)), self.first(("nsAccountLock",))
        return bool(control.isdecimal() and int(control) & _SHUT) or lock.casefold() == "true"


@dataclass(frozen=True)
class NamedEntry:
    """The one entry of a user name, and the national ID number it bears; empty where it bears none."""

    dn: str = field(repr=False)
    national_id: str = field(repr=False)


class Directory:
    key = Source.DIRECTORY

    def __init__(self, line: DirectoryLine, *, base: str, names: DirectoryNames, seconds: float) -> None:
        self._line, self._base, self._names, self._seconds = line, base, names, seconds

    def asks(self, stated: Stated, *, now: datetime) -> Answer:
        """Is there somebody with this number, and are the names theirs?"""
        if not national_id.is_valid(stated.national_id, allow_zero=True):
            return _answer(compare(stated, ()), now=now)
        spellings = (stated.national_id, national_id.display(stated.national_id))
        condition = _any_of(self._names.national_id, spellings)
        found = in_time(self._seconds, lambda deadline: self._search(condition, deadline))
        return _answer(compare(stated, [self._entry(one) for one in found]), now=now)

    def confirms(self, stated: Stated, *, user_name: str, password: str, now: datetime) -> Answer:
        """The same of somebody who proves with a password that the entry is theirs.

        A user name nobody has and a wrong password are one answer.
        """

        def work(deadline: Deadline) -> _Found | None:
            return self._sign_in(user_name.strip(), password, deadline)

        found = in_time(self._seconds, work)
        if found is None:
            wrong = Comparison(result=Result.MISMATCH, checked=(Part.PASSWORD,), differing=(Part.PASSWORD,))
            return _answer(wrong, now=now)
        return _answer(compare(stated, [self._entry(found)]), now=now, before=(Part.PASSWORD,))

    def entry_named(self, user_name: str) -> NamedEntry | None:
        """Nothing where nobody has this user name, where it is disabled, and where several have it."""
        condition = _any_of(self._names.user_name, (user_name,))
        found = in_time(self._seconds, lambda deadline: self._search(condition, deadline))
        return NamedEntry(found[0].dn, self._entry(found[0]).national_id) if len(found) == 1 else None

    def admits(self, entry: NamedEntry | None, password: str) -> bool:
        """Whether the password opens this entry.

        Of nobody the same is asked, with a password that nobody typed: who waits for the answer learns nothing from
        the time it takes, and a password goes only where it belongs.
        """
        if entry is None or not _proves_something(password):
            nobody = f"cn={secrets.token_hex(_NOBODY_BYTES)},{self._base}"
            in_time(self._seconds, lambda deadline: self._opens(nobody, secrets.token_hex(_NOBODY_BYTES), deadline))
            return False
        return in_time(self._seconds, lambda deadline: self._opens(entry.dn, password, deadline))

    def _opens(self, dn: str, password: str, deadline: Deadline) -> bool:
        try:
            with self._line.bound_as(dn, password, deadline):
                return True
        except WrongPassword:
            return False

    def _sign_in(self, user_name: str, password: str, deadline: Deadline) -> _Found | None:
        if not user_name or not _proves_something(password):
            return None
        found = self._search(_any_of(self._names.user_name, (user_name,)), deadline)
        return found[0] if len(found) == 1 and self._opens(found[0].dn, password, deadline) else None

    def _search(self, condition: str, deadline: Deadline) -> list[_Found]:
        with self._line.bound(deadline) as connection:
            answer = self._line.search(connection, self._base, condition, self._names.to_read, most=_MOST_ENTRIES)
        found = [_found(one) for one in answer]
        return [one for one in found if one.dn and not one.is_shut]

    def _entry(self, found: _Found) -> Entry:
        names = self._names
        return Entry(
            national_id=next(filter(None, map(plain_number, found.texts(names.national_id))), ""),
            given_names=found.texts(names.given_name),
            family_names=found.texts(names.family_name),
            employment=Employment(
                organization_code=found.first(names.organization_code),
                organization=found.first(names.organization),
                position=found.first(names.position),
            ),
        )


def _proves_something(password: str) -> bool:
    """Directories answer success to an empty password, and some to one that begins with NUL: that proves nothing."""
    return bool(password) and "\0" not in password and len(password) <= _LONGEST_PASSWORD


def _found(one: dict[str, Any]) -> _Found:
    return _Found(one["dn"], one["raw_attributes"])


def _any_of(names: tuple[str, ...], values: tuple[str, ...]) -> str:
    parts = (f"({name}={escape_filter_chars(value)})" for name in names for value in values)
    return f"(|{''.join(parts)})"


def _answer(compared: Comparison, *, now: datetime, before: tuple[Part, ...] = ()) -> Answer:
    evidence = Evidence(
        source=Source.DIRECTORY,
        checked=(*before, *compared.checked),
        result=compared.result,
        differing=compared.differing,
        at=now,
    )
    return Answer(evidence=evidence, employment=compared.employment)
