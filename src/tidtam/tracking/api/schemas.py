"""What goes in and what comes out, as the OpenAPI document says it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from tidtam.kernel.people.choices import IdentifierKind
from tidtam.tracking.choices import CaseStatus

from .choices import PUBLIC_KINDS, DeliveryState
from .texts import Line, Words

Day = Annotated[date, Field(description="A day as YYYY-MM-DD of the Common Era.", examples=["2026-11-02"])]
MostReasons = 100


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


class OutcomeOut(Out):
    key: str = Field(description="What to send as `outcome`; empty for the only way on.")
    name: Bilingual
    leads_to: str


class StepDefinitionOut(Out):
    key: str
    name: Bilingual
    explanation: Bilingual
    actor: str = Field(description="The role that acts here, or `subject`.")
    working_days: int | None
    records: dict[str, Literal["optional", "required"]] = Field(description="What the step records beside its date.")
    outcomes: list[OutcomeOut]
    may_return_to: str | None


class ProcessOut(Out):
    key: str
    version: int
    name: Bilingual
    description: Bilingual
    url: str


class ProcessDetailOut(ProcessOut):
    opened_by: list[str] = Field(description="The roles that hand in matters of this kind.")
    steps: list[StepDefinitionOut]
    endings: list[Named]


class ProcessesOut(Out):
    items: list[ProcessOut]


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


class DatedIn(In):
    happened_on: Day


class FinishIn(DatedIn):
    outcome: str = Field("", max_length=40, description="Where the step has several ways on: the key of one.")
    remark: Words = Field("", max_length=2_000)
    order_no: Line = Field("", max_length=100)
    letter_no: Line = Field("", max_length=100)


class ReasonIn(In):
    text: Words = Field(min_length=1, max_length=2_000)
    code: Line = Field("", max_length=100, description="The check or field it is about.")


class ReturnIn(DatedIn):
    reasons: list[ReasonIn] = Field(
        min_length=1, max_length=MostReasons, description="Everything that has to be corrected, at once."
    )
    letter_no: Line = Field("", max_length=100)


class ResumeIn(DatedIn):
    letter_no: Line = Field("", max_length=100)
    remark: Words = Field("", max_length=2_000)


class EndIn(DatedIn):
    remark: Words = Field(min_length=1, max_length=2_000, description="The reason; it stays with the matter.")


class ContinueIn(DatedIn):
    remark: Words = Field("", max_length=2_000)


class ReopenIn(EndIn):
    step: str = Field(max_length=40, description="The step at which the matter goes on.")


class NoteIn(In):
    text: Words = Field(min_length=1, max_length=2_000)
    for_subject: bool = Field(False, description="Whether the person concerned reads it and is told of it.")


class SubscriptionIn(In):
    url: str = Field(max_length=500, description="https only.", examples=["https://erp.example.ac.th/tidtam"])
    kinds: list[Literal[PUBLIC_KINDS]] = Field(  # type: ignore[valid-type]  # pydantic reads the tuple
        default_factory=list, max_length=len(PUBLIC_KINDS), description="Which events; none named: all of them."
    )


class SubscriptionOut(Out):
    id: UUID
    url: str
    kinds: list[str]
    created_at: datetime
    paused_at: datetime | None = Field(description="Nothing is sent since then, until it is resumed.")
    failing_since: datetime | None


class NewSubscriptionOut(SubscriptionOut):
    secret: str = Field(description="Shown once. Signs every message: HMAC-SHA-256 of `id.timestamp.body`.")


class SubscriptionsOut(Out):
    items: list[SubscriptionOut]


class PageIn(In):
    cursor: str = Field("", max_length=1_000, description="`next_cursor` of the page before.")
    limit: int = Field(50, ge=1, le=100)


class DeliveryOut(Out):
    id: UUID = Field(description="The webhook-id of the message.")
    type: str
    case: UUID
    sequence: int
    state: DeliveryState
    attempts: int
    answered: int | None = Field(description="The status of the last answer.")
    failure: str
    created_at: datetime
    next_try_at: datetime | None


class DeliveryPage(Out):
    items: list[DeliveryOut]
    next_cursor: str | None
    previous_cursor: str | None


class FaultOut(Out):
    pointer: str = Field(description="A JSON pointer into the body, or `#query/…`, `#header/…`.")
    detail: str
    code: str


class ProblemOut(Out):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="Which kind of problem: an address at which it is explained.")
    title: str
    status: int
    detail: str | None = None
    instance: str
    reference: str = Field(description="Tell it to the office: the log has it.")
    errors: list[FaultOut] | None = None
