"""A person asks for something to be done with their data: a matter begins, which somebody else decides."""

import json

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, new_id
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import affiliate_person
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.products.datarights.choices import RequestKind
from tidtam.products.datarights.models import DataRequest
from tidtam.products.datarights.policies import can_ask
from tidtam.tracking import actions as tracking
from tidtam.tracking.choices import CaseStatus


def ask_correction(actor: Actor, *, organization: Organization, item: str, wrong: str, right: str) -> DataRequest:
    """Of the same item there is one request at a time."""
    words = {"wrong": wrong, "right": right}
    return _ask(actor, RequestKind.CORRECTION, organization, item, words)


def ask_deletion(actor: Actor, *, organization: Organization, reason: str) -> DataRequest:
    return _ask(actor, RequestKind.DELETION, organization, "", {"reason": reason})


def _ask(actor: Actor, kind: RequestKind, organization: Organization, item: str, words: dict[str, str]) -> DataRequest:
    if not can_ask(actor) or actor.person_id is None or actor.account_id is None:
        raise NotAllowed(_("Only the person themselves can ask for this."))
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=actor.person_id)
        _must_be_only_one(person, kind, item)
        affiliate_person(actor, person, organization=organization)
        case = tracking.open_case(
            actor, kind.process_key, subject=person, organization=organization, received_on=actor.today()
        )
        request = DataRequest.objects.create(
            id=new_id(),
            kind=kind,
            person=person,
            account_id=actor.account_id,
            organization=organization,
            organization_path=organization.path,
            case=case,
            item=item,
            sealed=seal(person.pk, json.dumps(words, ensure_ascii=False)),
            asked_at=actor.now(),
        )
        record(
            actor,
            f"personal_data.{kind}_asked",
            "data_request",
            request.pk,
            person_id=person.pk,
            organization_path=organization.path,
            details={"item": item},
        )
    return request


def _must_be_only_one(person: Person, kind: str, item: str) -> None:
    running = DataRequest.objects.filter(person=person, kind=kind, item=item, case__status=CaseStatus.IN_PROGRESS)
    if running.exists():
        raise Refused(
            _("You asked for this already, and it is not decided yet. Follow that request under “My data”."),
            code="duplicate",
        )
