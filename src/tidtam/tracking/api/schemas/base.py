"""What all of them are made of."""

import re
from datetime import date
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _written_out(given: object) -> object:
    """Left alone, a number is taken for seconds since 1970, and a moment for its day."""
    if isinstance(given, str) and _WRITTEN.fullmatch(given):
        return given
    raise PydanticCustomError("date_parsing", "{sentence}", {"sentence": _("Write the day as YYYY-MM-DD.")})


Day = Annotated[
    date,
    BeforeValidator(_written_out),
    Field(description="A day as YYYY-MM-DD of the Common Era.", examples=["2026-11-02"]),
]


class Out(Schema):
    """An answer."""


class In(Schema):
    """A request: what is not known here is a mistake, not silently left aside."""

    model_config = ConfigDict(extra="forbid")


class Bilingual(Out):
    th: str
    en: str


class Named(Out):
    key: str = Field(description="The key in the process's definition.")
    name: Bilingual


class PageIn(In):
    cursor: str = Field("", max_length=1_000, description="`next_cursor` of the page before.")
    limit: int = Field(50, ge=1, le=100)
