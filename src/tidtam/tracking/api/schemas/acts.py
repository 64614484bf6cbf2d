"""What is done to a matter."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from tidtam.tracking.api.texts import Line, Words

from .base import Day, In

MOST_REASONS = 100


class DatedIn(In):
    happened_on: Day


Result = Annotated[
    dict[str, Any] | None,
    Field(description="What came of the matter, where the ending promises it: as the process's `results` describe it."),
]


class FinishIn(DatedIn):
    outcome: str = Field("", max_length=40, description="Where the step has several ways on: the key of one.")
    remark: Words = Field("", max_length=2_000)
    order_no: Line = Field("", max_length=100)
    letter_no: Line = Field("", max_length=100)
    file: UUID | None = Field(None, description="Of a step that records a file: the id under which it was sent.")
    result: Result = None


class ReasonIn(In):
    text: Words = Field(min_length=1, max_length=2_000)
    code: Line = Field("", max_length=100, description="The check or field it is about.")


class ReturnIn(DatedIn):
    reasons: list[ReasonIn] = Field(
        min_length=1, max_length=MOST_REASONS, description="Everything that has to be corrected, at once."
    )
    letter_no: Line = Field("", max_length=100)


class ResumeIn(DatedIn):
    letter_no: Line = Field("", max_length=100)
    remark: Words = Field("", max_length=2_000)


class EndIn(DatedIn):
    remark: Words = Field(min_length=1, max_length=2_000, description="The reason; it stays with the matter.")


class CloseIn(EndIn):
    result: Result = None


class ContinueIn(DatedIn):
    remark: Words = Field("", max_length=2_000)


class ReopenIn(EndIn):
    step: str = Field(max_length=40, description="The step at which the matter goes on.")


class NoteIn(In):
    text: Words = Field(min_length=1, max_length=2_000)
    for_subject: bool = Field(False, description="Whether the person concerned reads it and is told of it.")
