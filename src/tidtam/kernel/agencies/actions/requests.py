"""A token was lost or never came: its agency's person asks for another, the central group answers."""

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.queries import accounts_in_charge
from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, platform_for
from tidtam.kernel.agencies.choices import Answer
from tidtam.kernel.agencies.models import LONGEST_REASON, TokenRequest
from tidtam.kernel.agencies.notices import ASKED, NOT_ISSUED
from tidtam.kernel.agencies.policies import CENTRAL, can_have_officer, requests_in_scope
from tidtam.kernel.agencies.queries import my_requests
from tidtam.kernel.audit.actions import record
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal

MOST_OPEN = 3


def ask_for_token(actor: Actor, agency: Organization, *, reason: str) -> TokenRequest:
    """Asked again while the first is open, it is the first. Nothing is said of the agency's token or officer."""
    if actor.person_id is None:
        raise NotAllowed(_("Sign in as a person to ask for a token."))
    reason = _required(reason)
    with transaction.atomic():
        # The person's row is the lock: their own requests come one after the other.
        Person.objects.select_for_update(no_key=True).get(pk=actor.person_id)
        office = Organization.objects.get(pk=agency.pk)
        if not can_have_officer(office):
            raise Refused(_("Choose an agency from the list."), code="unfitting", field="organization")
        open_ones = list(my_requests(actor).filter(answered_at=None))
        known = next((each for each in open_ones if each.organization_id == office.pk), None)
        if known is not None:
            return known
        if len(open_ones) >= MOST_OPEN:
            raise Refused(_("Three of your requests wait for an answer. Wait for it first."), code="too_many")
        asked = TokenRequest.objects.create(
            organization=office,
            person_id=actor.person_id,
            sealed_reason=seal(actor.person_id, reason),
            asked_at=actor.now(),
        )
        _record(actor, "agency_token_request.made", asked, office)
        _tell_central_group(actor, asked, office)
    return asked


def refuse_request(actor: Actor, asked: TokenRequest, *, reason: str) -> TokenRequest:
    """No token, and why. One that was answered stays as it was answered."""
    reason = _required(reason)
    with transaction.atomic():
        rows = TokenRequest.objects.select_for_update(of=("self",)).select_related("organization")
        locked = requests_in_scope(rows, actor).filter(pk=asked.pk).first()
        if locked is None:
            raise Http404
        if locked.answered_at is not None:
            raise Refused(_("This request was answered already."), code="answered")
        with acting_as(platform_for(actor)):
            locked.sealed_answer = seal(locked.person_id, reason)
        locked.answered_at, locked.answered_by_id, locked.answer = actor.now(), actor.account_id, Answer.REFUSED
        locked.save(update_fields=["answered_at", "answered_by", "answer", "sealed_answer"])
        office = locked.organization
        _record(actor, "agency_token_request.refused", locked, office)
        notify(
            actor,
            person_id=locked.person_id,
            kind=NOT_ISSUED.key,
            subject_kind="agency_token_request",
            subject_id=locked.pk,
            url=reverse("agencies:ask"),
            context={"agency": {"th": office.name_th, "en": office.name_en}, "reason": reason},
        )
    return locked


def _required(reason: str) -> str:
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(_("Give the reason, in 300 characters at most."), code="required", field="reason")
    return reason


def _tell_central_group(actor: Actor, asked: TokenRequest, office: Organization) -> None:
    for account_id in accounts_in_charge(office.path, [CENTRAL], actor.today(), apart_from=asked.person_id):
        notify(
            actor,
            account_id=account_id,
            kind=ASKED.key,
            subject_kind="agency_token_request",
            subject_id=asked.pk,
            url=reverse("agencies:request", args=[asked.pk]),
            context={"agency": {"th": office.name_th, "en": office.name_en}},
        )


def _record(actor: Actor, verb: str, asked: TokenRequest, office: Organization) -> None:
    record(actor, verb, "agency_token_request", asked.pk, person_id=asked.person_id, organization_path=office.path)
