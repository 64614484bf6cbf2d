"""Take typed entries out of parsed TOML, noting every mistake instead of stopping at the first."""

import difflib
import re
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from .mistakes import Mistake
from .model import Words
from .places import Path, Places, words_for

T = TypeVar("T")

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
NAME_LIMIT = 150
TEXT_LIMIT = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class AnyName(tuple[str, ...]):
    """Every name is one of these: for what was published when other roles and results were known."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


class Notes:
    """The mistakes of one file, and the names of the world around it that it may use."""

    def __init__(self, file: str, places: Places | None, *, roles: tuple[str, ...], results: tuple[str, ...]) -> None:
        self.file = file
        self.places = places
        self.roles = roles
        self.results = results
        self.mistakes: list[Mistake] = []

    def add(self, path: Path, reason: str) -> None:
        line = self.places.line(path) if self.places else None
        self.mistakes.append(Mistake(self.file, line, words_for(path), reason))


class Table:
    """One table of the file. What nobody took from it is a mistake too: most likely a misspelt name."""

    def __init__(self, entries: dict[str, Any], path: Path, notes: Notes) -> None:
        self.entries = entries
        self.path = path
        self.notes = notes
        self._taken: set[str] = set()

    def _take(self, name: str) -> Any:
        self._taken.add(name)
        return self.entries.get(name)

    def refuse(self, name: str, reason: str) -> None:
        self.notes.add((*self.path, name) if name else self.path, reason)

    def has(self, name: str) -> bool:
        return name in self.entries

    def _required(self, name: str) -> Any:
        value = self._take(name)
        if value is None:
            self.refuse(name, _("is missing"))
        return value

    def key(self, name: str = "key") -> str:
        value = self._required(name)
        if value is None:
            return ""
        if not isinstance(value, str) or not KEY.fullmatch(value):
            self.refuse(name, _("must be 1 to 40 small letters, digits or _, beginning with a letter"))
            return ""
        return value

    def number(self, name: str, *, least: int, most: int, required: bool = False) -> int | None:
        value = self._required(name) if required else self._take(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(
                name, _("must be a whole number from %(least)s to %(most)s") % {"least": least, "most": f"{most:,}"}
            )
            return None
        return value

    def numbers(self, name: str, *, least: int, most: int) -> tuple[int, ...]:
        """Different whole numbers, the highest first."""
        value = self._take(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(type(item) is int and least <= item <= most for item in value):
            reason = _("must be a list in [ ] of whole numbers from %(least)s to %(most)s")
            self.refuse(name, reason % {"least": least, "most": most})
            return ()
        if len(set(value)) < len(value):
            self.refuse(name, _("holds a number twice"))
        return tuple(sorted(set(value), reverse=True))

    def flag(self, name: str) -> bool:
        value = self._take(name)
        if not isinstance(value, bool | None):
            self.refuse(name, _("must be true or false"))
        return value is True

    def words(self, name: str, *, limit: int = NAME_LIMIT, required: bool = True) -> Words:
        value = self._required(name) if required else self._take(name)
        if value is None:
            return Words()
        if not isinstance(value, dict):
            self.refuse(name, _('must be written as { th = "…", en = "…" }'))
            return Words()
        table = Table(value, (*self.path, name), self.notes)
        words = Words(th=table._text("th", limit), en=table._text("en", limit))
        table.finish()
        return words

    def _text(self, name: str, limit: int) -> str:
        value = self._required(name)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, _("must be a text"))
        elif len(value) > limit:
            self.refuse(
                name,
                _("is longer than %(limit)s characters: it has %(count)s")
                % {"limit": f"{limit:,}", "count": f"{len(value):,}"},
            )
        elif _CONTROL.search(value):
            self.refuse(name, _("holds a control character, which nobody can read; remove it"))
        else:
            return value.strip()
        return ""

    def choice(self, name: str, choices: Collection[str], *, required: bool = True) -> str:
        value = self._required(name) if required else self._take(name)
        return "" if value is None else self._one_of(name, value, choices)

    def _one_of(self, name: str, value: Any, choices: Collection[str]) -> str:
        if isinstance(value, str) and value in choices:
            return value
        self.refuse(name, _("“%(value)s” is not one of: %(choices)s") % {"value": value, "choices": ", ".join(choices)})
        return ""

    def choices(self, name: str, choices: Collection[str]) -> tuple[str, ...]:
        value = self._take(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.refuse(name, _("must be a list in [ ]"))
            return ()
        return tuple(filter(None, (self._one_of(name, item, choices) for item in value)))

    def keys(self, name: str, *, most: int) -> tuple[str, ...]:
        """Different keys of things that are written elsewhere."""
        value = self._take(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and KEY.fullmatch(item) for item in value):
            self.refuse(name, _("must be a list in [ ] of keys: small letters, digits or _, beginning with a letter"))
            return ()
        if len(value) > most:
            self.refuse(name, _("are %(count)s; at most %(most)s are allowed") % {"count": len(value), "most": most})
            return ()
        return tuple(dict.fromkeys(value))

    def table(self, name: str) -> "Table | None":
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(name, _("must be a table in { }"))
            return None
        return Table(value, (*self.path, name), self.notes)

    def each(self, name: str, read: "Callable[[Table], T]", *, most: int, required: bool = True) -> tuple[T, ...]:
        """Read every table of a list of tables."""
        value = self._required(name) if required else self._take(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value) or not value:
            self.refuse(name, _("must be written as one or more [[%(name)s]]") % {"name": name})
            return ()
        if len(value) > most:
            self.refuse(name, _("are %(count)s; at most %(most)s are allowed") % {"count": len(value), "most": most})
            return ()
        read_items = []
        for place, item in enumerate(value):
            table = Table(item, (*self.path, name, place), self.notes)
            read_items.append(read(table))
            table.finish()
        return tuple(read_items)

    def finish(self) -> None:
        for name in sorted(self.entries.keys() - self._taken):
            near = difflib.get_close_matches(name, self._taken, n=1)
            hint = _("; did you mean “%(name)s”?") % {"name": near[0]} if near else ""
            self.refuse(name, _("is not known here") + hint)
