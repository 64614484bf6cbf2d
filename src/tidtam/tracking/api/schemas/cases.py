"""Matters, their timelines and events; opening and finding one."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from tidtam.kernel.people.choices import IdentifierKind
from tidtam.tracking.api.texts import Line, Words
from tidtam.tracking.choices import CaseStatus

from .base import Bilingual, Day, In, Named, Out


class OfficeOut(Out):
    code: str
    name: Bilingual


class SubjectOut(Out):
    id: UUID
    name: str = Field(description="The name as the client's organisation may see it; empty where it may not.")
    number: str | None = Field(
        description="National ID or passport number: masked, or whole with the scope `persons:numbers` when one matter "
        "is read. Absent in lists."
    )


class CaseOut(Out):
    """A matter and where it is now."""

    id: UUID
    version: int = Field(description="Counts the events. Send it back in If-Match to act on what you have read.")
    process: Named
    process_version: int
    organization: OfficeOut
    subject: SubjectOut
    letter_no: str
    received_on: date
    status: CaseStatus
    ended: Named | None = Field(description="How the matter ended; null while it goes on.")
    step: Named = Field(description="The present step, or the one at which the matter ended.")
    step_since: date
    holder: str = Field(description="The role whose move it is, or `subject`; empty once the matter has ended.")
    held_since: date
    is_returned: bool = Field(description="Handed back for correction at the present step.")
    due_on: date | None = Field(description="The last day of the working days that the holder is expected to need.")
    is_late: bool
    deadline_on: date | None = Field(description="The statutory limit at the present step; it moves while suspended.")
    suspended_on: date | None = Field(description="Since when the matter stands still; null while it moves.")
    url: str = Field(description="This matter in the interface.")


class CaseDetailOut(CaseOut):
    holding: str = Field(description="One sentence: who has the matter, and since when.")
    limit: str = Field(description="Against which limit, in a sentence; empty where there is none.")
    tracking_url: str = Field(description="The link for the person concerned, who signs in to open it.")


class CasePage(Out):
    items: list[CaseOut]
    next_cursor: str | None = Field(description="Give it as `cursor` to read on; null on the last page.")
    previous_cursor: str | None


class StepOut(Out):
    """One stay at a step, or a step that is certain to come."""

    number: int
    title: str
    date: date | None
    state: Literal["done", "current", "future"]
    status: str
    remark: str
    notes: list[str]
    case: UUID | None = Field(
        description="The matter in which the step was taken: this one, or an earlier one that it carries on and the "
        "client may see. Null for a step to come."
    )


class TimelineOut(Out):
    version: int
    steps: list[StepOut]


class ReasonOut(Out):
    text: str
    code: str


class EventOut(Out):
    """Something that happened. What was corrected later stands as it was recorded; the correction names it."""

    sequence: int
    kind: str
    step: str
    outcome: str
    leads_to: str = Field(description="The step entered or the ending reached; empty if the matter did not move.")
    happened_on: date
    recorded_at: datetime
    order_no: str
    letter_no: str
    remark: str
    reasons: list[ReasonOut]
    corrects: int | None = Field(description="The sequence number of the event that this one restates.")


class EventsOut(Out):
    version: int
    items: list[EventOut]


class PersonIn(In):
    """The person whose matter it is. One who is known already is found by the number; their names stay as they are."""

    kind: IdentifierKind = Field(IdentifierKind.NATIONAL_ID, description="Which number it is.")
    number: str = Field(max_length=40, description="With or without dashes; Thai digits are read too.")
    country: str = Field("", max_length=3, description="Of a passport: three letters.", examples=["LAO"])
    title: Line = Field("", max_length=60, examples=["Mr"])
    given_name: Line = Field("", max_length=120, examples=["Somchai"])
    family_name: Line = Field("", max_length=120, examples=["Jaidee"])
    given_name_en: Line = Field("", max_length=120)
    family_name_en: Line = Field("", max_length=120)


class CaseIn(In):
    process: str = Field(max_length=40, examples=["sample"])
    organization: str = Field("", max_length=32, description="Code of the office; empty for the client's own.")
    person: PersonIn
    received_on: Day
    letter_no: Line = Field("", max_length=100)
    remark: Words = Field("", max_length=2_000)


class CaseSearchIn(In):
    text: Line = Field(
        min_length=1,
        max_length=100,
        description="A letter number, a part of a name, or a whole national ID or passport number. It stands in the "
        "body so that it stands in no log.",
    )
