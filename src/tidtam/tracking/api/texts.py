"""Texts of clients: read as the pages' forms read them, so that nothing invisible gets in by this door."""

from typing import Annotated

from django.core.exceptions import ValidationError
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from tidtam.tracking.models import LETTER_LENGTH
from tidtam.web.forms import PlainTextArea, PlainTextField

REMARK_LENGTH = 2_000


def _read(field: PlainTextField, text: str) -> str:
    try:
        return str(field.clean(text))
    except ValidationError as error:
        # The sentence is ours and ready to be read; braces in it are no places to fill.
        raise PydanticCustomError("text", "{sentence}", {"sentence": error.messages[0]}) from None


def _line(text: str) -> str:
    return _read(PlainTextField(max_length=LETTER_LENGTH, required=False), text)


def _long(text: str) -> str:
    return _read(PlainTextArea(max_length=REMARK_LENGTH, required=False), text)


Line = Annotated[str, AfterValidator(_line)]
Words = Annotated[str, AfterValidator(_long)]
