"""The register for other programs: an institution's own system enters holders and sends them for approval."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router, Status
from pydantic import Field

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.people.queries import masked_number
from tidtam.products.registry import actions
from tidtam.products.registry import content as contents
from tidtam.products.registry.choices import Source
from tidtam.products.registry.facts import facts_problem, places
from tidtam.products.registry.models import Entry
from tidtam.products.registry.queries import entries as queries
from tidtam.products.registry.scopes import RegistryScope
from tidtam.tracking.api.calls import ClientToken, once, version_wanted
from tidtam.tracking.api.door import ApiRequest
from tidtam.tracking.api.problems import Fault, Problem
from tidtam.tracking.api.responses import changed, ok
from tidtam.tracking.api.schemas.base import Day, In, Out
from tidtam.web.pagination import paginate

Facts = dict[str, str | list[dict[str, str]]]
_FACTS = "Facts by their places, such as `holder.employment` or `professor.works`; lists hold objects."


class PersonIn(In):
    kind: Literal["national_id", "passport"] = "national_id"
    number: str = Field(min_length=1, max_length=40)
    title: str = Field("", max_length=60)
    given_name: str = Field(min_length=1, max_length=120)
    family_name: str = Field("", max_length=120)


class EntryIn(In):
    organization: str = Field(max_length=32, description="The code of the institution.")
    person: PersonIn
    facts: Facts = Field(default_factory=dict, description=_FACTS)


class FactsIn(In):
    facts: Facts = Field(description=f"{_FACTS} An empty one takes the place out.")


class SubmissionIn(In):
    letter_no: str = Field(min_length=1, max_length=100)
    letter_on: Day


class EntriesIn(In):
    state: Literal["", "draft", "awaiting", "approved"] = ""
    cursor: str = Field("", max_length=1_000, description="`next_cursor` of the page before, with the same filters.")
    limit: int = Field(50, ge=1, le=100)


class EntryOut(Out):
    id: UUID
    version: int
    organization: str = Field(description="The code of the institution.")
    state: str
    revision: int = Field(description="How often it was approved; 0 is not public yet.")
    position: str
    missing: int
    unexplained: int


class EntryDetailOut(EntryOut):
    number: str = Field(description="Masked.")
    facts: Facts = Field(description=_FACTS)
    missing_places: list[str]
    differences: list[str] = Field(description="Places that are not as a request said.")


class EntryPage(Out):
    items: list[EntryOut]
    next_cursor: str | None
    previous_cursor: str | None


def make_router() -> Router:
    router = Router(tags=["Register of academic positions"])
    read, write = ClientToken(RegistryScope.READ), ClientToken(RegistryScope.WRITE)
    router.get(
        "/entries",
        auth=read,
        response=ok(EntryPage, 422),
        url_name="registry_entries",
        operation_id="listEntries",
        summary="The entries of the client's institutions",
    )(list_entries)
    router.post(
        "/entries",
        auth=write,
        response=changed(EntryDetailOut, status=201),
        url_name="registry_entries",
        operation_id="enterHolder",
        summary="Take a holder up",
    )(once(enter_holder))
    router.get(
        "/entries/{uuid:entry_id}",
        auth=read,
        response=ok(EntryDetailOut, 404),
        url_name="registry_entry",
        operation_id="readEntry",
        summary="One entry",
    )(read_entry)
    router.post(
        "/entries/{uuid:entry_id}/facts",
        auth=write,
        response=changed(EntryDetailOut, 404, 412, 428),
        url_name="registry_facts",
        operation_id="changeEntry",
        summary="Change facts of an entry",
    )(once(change_entry))
    router.post(
        "/entries/{uuid:entry_id}/submission",
        auth=write,
        response=changed(EntryDetailOut, 404, 412, 428),
        url_name="registry_submission",
        operation_id="submitEntry",
        summary="Send an entry for approval",
    )(once(submit_entry))
    return router


def list_entries(request: ApiRequest, filters: Query[EntriesIn]) -> EntryPage:
    """Page by page, those changed last first."""
    page = paginate(
        queries.entries(request.actor, queries.Filters(state=filters.state)),
        order=queries.NEWEST_FIRST,
        cursor=filters.cursor,
        size=filters.limit,
        count=False,
    )
    return EntryPage(
        items=[EntryOut(**_facts_of(entry)) for entry in page.items],
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


def enter_holder(request: ApiRequest, body: EntryIn, response: HttpResponse) -> Status[EntryDetailOut]:
    """Whoever the institution entered before is not entered twice: the same entry is answered."""
    _must_fit(body.facts)
    offices = {office.code: office for office in queries.own_institutions(request.actor)}
    if body.organization not in offices:
        raise Problem("invalid", faults=[Fault("/organization", "", "unknown")])
    who = actions.Who(**body.person.model_dump(mode="json"))
    entry = actions.begin_entry(
        request.actor, organization=offices[body.organization], who=who, source=Source.PROGRAM, facts=body.facts
    )
    return Status(201, _detail(request.actor, entry, response))


def read_entry(request: ApiRequest, entry_id: UUID, response: HttpResponse) -> EntryDetailOut:
    """The answer's ETag is its version. That it was looked at is recorded."""
    return _detail(request.actor, queries.get_entry(request.actor, entry_id), response)


def change_entry(request: ApiRequest, entry_id: UUID, body: FactsIn, response: HttpResponse) -> EntryDetailOut:
    """Only what is named changes. Names and status of somebody who is public change by a notice, on the pages."""
    _must_fit(body.facts)
    entry = queries.get_entry(request.actor, entry_id)
    changed_entry = actions.change_facts(
        request.actor, entry, facts=body.facts, version=version_wanted(request), source=Source.PROGRAM
    )
    return _detail(request.actor, changed_entry, response)


def submit_entry(request: ApiRequest, entry_id: UUID, body: SubmissionIn, response: HttpResponse) -> EntryDetailOut:
    """With the institution's letter. What is missing without a reason keeps it from being sent."""
    entry = queries.get_entry(request.actor, entry_id)
    letter = actions.Letter(body.letter_no, body.letter_on)
    sent = actions.submit_entry(request.actor, entry, letter=letter, version=version_wanted(request))
    return _detail(request.actor, sent, response)


def _must_fit(facts: Facts) -> None:
    faults = [
        Fault(f"/facts/{place}", problem, "invalid")
        for place, value in facts.items()
        if (problem := facts_problem(places().get(place), value))
    ]
    if faults:
        raise Problem("invalid", faults=faults)


def _facts_of(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "version": entry.version,
        "organization": entry.organization.code,
        "state": entry.state,
        "revision": entry.revision,
        "position": entry.position,
        "missing": entry.missing,
        "unexplained": entry.unexplained,
    }


def _detail(actor: Actor, entry: Entry, response: HttpResponse) -> EntryDetailOut:
    path = entry.organization.path
    record_view(actor, "registry_entry", entry.pk, entry.person_id, organization_path=path)
    content = contents.unseal(entry.person_id, entry.sealed)
    response.headers["ETag"] = f'"{entry.version}"'
    response.headers["Location"] = reverse("tracking_api:registry_entry", args=[entry.pk])
    return EntryDetailOut(
        **_facts_of(entry),
        number=masked_number(actor, entry.person_id),
        facts=content.facts,
        missing_places=content.missing(),
        differences=content.differences(),
    )
