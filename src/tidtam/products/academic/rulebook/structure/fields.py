"""How a field of the dossier is declared: once, with its title, hints and the way it is asked for.

What is typed is kept as it was typed: dates, years, numbers and shares are text, read when they are judged. What is
chosen is a code, what is ticked is true or false. Everything may be missing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.fields import FieldInfo

LINE_LIMIT = 300
TEXT_LIMIT = 10_000
CODE_LIMIT = 60
FILES_LIMIT = 20
_NO_CONTROLS = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_CODE = r"^[A-Za-z0-9_.+-]*$"

Code = Annotated[str, StringConstraints(max_length=CODE_LIMIT, pattern=_CODE)]
"""The id of a file, or a code of a list."""


class Piece(BaseModel):
    """A part of the dossier, as it was typed; never changed in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Widget(StrEnum):
    LINE = "line"
    TEXT = "text"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    CODE = "code"
    """One of a list that is dated data; `Ask.source` names the list of the rule set."""
    CHOICE = "choice"
    YES_NO = "yes_no"
    FILES = "files"
    WORK = "work"
    """The id of one of the dossier's works."""
    GROUP = "group"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything a form needs to ask for the field, and a message to name it."""

    title: Promise
    widget: Widget
    hint: Promise | None = None
    wanted: Promise | None = None
    """The evidence that is asked for here."""
    item: Promise | None = None
    """What one entry of a list is called, with its number: “Work no. %(number)s”."""
    source: str = ""

    def __call__(self, schema: dict[str, Any]) -> None:
        """What the published schema says of the field."""
        schema["title"] = str(self.title)
        if said := " ".join(str(text) for text in (self.hint, self.wanted) if text):
            schema["description"] = said
        schema["x-widget"] = str(self.widget)
        if self.source:
            schema["x-list"] = self.source
        schema.pop("default", None)


def line(title: Promise, hint: Promise | None = None, *, widget: Widget = Widget.LINE) -> Any:
    return _typed(title, hint, widget, LINE_LIMIT, _ONE_LINE)


def text(title: Promise, hint: Promise | None = None) -> Any:
    return _typed(title, hint, Widget.TEXT, TEXT_LIMIT, _NO_CONTROLS)


def day(title: Promise, hint: Promise | None = None) -> Any:
    return _typed(title, hint, Widget.DATE, CODE_LIMIT, _ONE_LINE)


def year(title: Promise, hint: Promise | None = None) -> Any:
    return _typed(title, hint, Widget.YEAR, CODE_LIMIT, _ONE_LINE)


def number(title: Promise, hint: Promise | None = None) -> Any:
    return _typed(title, hint, Widget.NUMBER, CODE_LIMIT, _ONE_LINE)


def code(title: Promise, source: str, hint: Promise | None = None) -> Any:
    return _typed(title, hint, Widget.CODE, CODE_LIMIT, _CODE, source=source)


def codes(title: Promise, source: str, hint: Promise | None = None) -> Any:
    return Field(default=(), max_length=50, json_schema_extra=Ask(title, Widget.CODE, hint, source=source))


def work(title: Promise) -> Any:
    return _typed(title, None, Widget.WORK, CODE_LIMIT, _CODE)


def choice(title: Promise, hint: Promise | None = None) -> Any:
    return Field(default=None, json_schema_extra=Ask(title, Widget.CHOICE, hint))


def yes_no(title: Promise, hint: Promise | None = None) -> Any:
    return Field(default=None, json_schema_extra=Ask(title, Widget.YES_NO, hint))


def files(title: Promise, wanted: Promise | None = None) -> Any:
    """Ids of stored files."""
    return Field(default=(), max_length=FILES_LIMIT, json_schema_extra=Ask(title, Widget.FILES, None, wanted))


def group(made: type[Piece], title: Promise, hint: Promise | None = None) -> Any:
    return Field(default_factory=made, json_schema_extra=Ask(title, Widget.GROUP, hint))


def many(title: Promise, item: Promise, *, most: int, hint: Promise | None = None) -> Any:
    return Field(default=(), max_length=most, json_schema_extra=Ask(title, Widget.LIST, hint, item=item))


def asked(field: FieldInfo) -> Ask:
    ask = field.json_schema_extra
    if not isinstance(ask, Ask):
        raise TypeError("a field of the dossier is declared by a function of this module")
    return ask


def _typed(
    title: Promise, hint: Promise | None, widget: Widget, longest: int, pattern: str, *, source: str = ""
) -> Any:
    return Field(
        default="", max_length=longest, pattern=pattern, json_schema_extra=Ask(title, widget, hint, source=source)
    )
