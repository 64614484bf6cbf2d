"""What all of them are made of."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

Day = Annotated[date, Field(description="A day as YYYY-MM-DD of the Common Era.", examples=["2026-11-02"])]


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
