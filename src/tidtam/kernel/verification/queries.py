from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.queries import OpenedFile, files_of, open_file
from tidtam.kernel.orgs.choices import OrganizationKind
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import heads, living
from tidtam.kernel.people.choices import PersonKind
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.queries import Badge, badge_of, display_names, get_person, masked_number
from tidtam.kernel.registration.queries import StatedFacts, statement_of

from .choices import OPEN, State
from .connectors import PERSONNEL, Result, Source
from .connectors.configured import is_configured
from .facts import Declared
from .models import EvidenceRow, VerificationRequest
from .policies import own_scope, scope
from .sealing import declared_of, reason_of

OWNER_KIND = "verification_request"
_TRIES_COUNT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """How far a person is known here: what the choice of ways depends on."""

    is_thai: bool
    masked: str
    """The number that was proven, masked; empty where none was."""
    badge: Badge | None


@dataclass(frozen=True)
class Ways:
    """Which ways are offered to somebody, beside the document, which is open to all."""

    standing: Standing
    card: bool
    staff_lists: bool


def offered_ways(actor: Actor) -> Ways:
    """What the sources of this office can answer; a foreigner stands in none of them."""
    standing = standing_of(actor)
    proven = bool(standing.masked)
    lists = any(is_configured(source) for source in PERSONNEL)
    return Ways(
        standing,
        card=standing.is_thai and not proven and is_configured(Source.CIVIL_REGISTRY),
        staff_lists=standing.is_thai and proven and standing.badge is None and lists,
    )


def standing_of(actor: Actor) -> Standing:
    if actor.person_id is None:
        raise Http404("an account without a person")
    person = get_person(actor, actor.person_id)
    masked = masked_number(actor, person.pk)
    return Standing(person.kind == PersonKind.THAI, masked, badge_of(actor, person.pk))


def latest_request(actor: Actor) -> VerificationRequest | None:
    """One's own, the newest."""
    rows = own_scope(VerificationRequest.objects.select_related("organization"), actor)
    return rows.order_by("-begun_at", "-pk").first()


def has_open_request(actor: Actor) -> bool:
    return own_scope(VerificationRequest.objects.filter(state__in=OPEN), actor).exists()


def get_latest(actor: Actor) -> VerificationRequest:
    request = latest_request(actor)
    if request is None:
        raise Http404("nothing was begun")
    return request


def stated_before(actor: Actor) -> StatedFacts | None:
    """What one said at registration."""
    return statement_of(actor, actor.account_id) if actor.account_id else None


def offices_to_choose(actor: Actor) -> QuerySet[Organization]:
    """The offices of the ministry, to which somebody may belong; their faculties and units answer with them."""
    paths = list(heads().values_list("path", flat=True))
    return living(paths).exclude(kind__in=(OrganizationKind.FACULTY, OrganizationKind.UNIT))


def evidence_of(actor: Actor, request: VerificationRequest) -> list[EvidenceRow]:
    return list(EvidenceRow.objects.filter(request=request).order_by("checked_at", "pk"))


def mismatches(actor: Actor) -> list[EvidenceRow]:
    """The cards typed by this account within a day that did not agree, the newest first."""
    own = EvidenceRow.objects.filter(request__account=actor.account_id, source=Source.CIVIL_REGISTRY)
    return list(
        own.filter(checked_at__gt=actor.now() - _TRIES_COUNT_FOR)
        .exclude(result=Result.MATCH)
        .order_by("-checked_at", "-pk")
    )


def own_file(actor: Actor, request: VerificationRequest) -> StoredFile | None:
    return next(iter(files_of(actor, OWNER_KIND, [request.pk])), None)


def queue(actor: Actor, *, waiting: bool) -> QuerySet[VerificationRequest]:
    """What waits for a decision, or what was decided."""
    states = [State.DECIDING] if waiting else [State.APPROVED, State.REFUSED]
    rows = scope(VerificationRequest.objects.filter(state__in=states), actor)
    return rows.select_related("organization")


@dataclass(frozen=True)
class Row:
    request: VerificationRequest
    name: str


def described(actor: Actor, requests: Iterable[VerificationRequest]) -> list[Row]:
    """With the names of those who ask: they turned to this office by asking it."""
    listed, language = list(requests), get_language() or "th"
    with acting_as(platform_for(actor)) as platform:
        names = display_names(platform, [request.person_id for request in listed], language)
    return [Row(request, names.get(request.person_id, "")) for request in listed]


@dataclass(frozen=True)
class Docket:
    """What an administrator decides upon: the facts beside the file."""

    request: VerificationRequest
    person: Person
    declared: Declared | None
    stated: StatedFacts | None
    file: StoredFile | None
    evidence: list[EvidenceRow]
    reason: str


def get_in_scope(actor: Actor, request_id: UUID) -> VerificationRequest:
    request = scope(VerificationRequest.objects.select_related("organization"), actor).filter(pk=request_id).first()
    if request is None:
        raise Http404("no such request in the actor's offices")
    return request


def get_docket(actor: Actor, request_id: UUID) -> Docket:
    """Opened by the platform after the administrator's own scope allowed it; that it was looked at is on record."""
    request = get_in_scope(actor, request_id)
    path = request.organization.path if request.organization else ""
    record_view(actor, OWNER_KIND, request.pk, request.person_id, organization_path=path)
    with acting_as(platform_for(actor)) as platform:
        return Docket(
            request=request,
            person=get_person(platform, request.person_id),
            declared=declared_of(request),
            stated=statement_of(platform, request.account_id),
            file=own_file(platform, request),
            evidence=evidence_of(platform, request),
            reason=reason_of(request),
        )


def open_document(actor: Actor, request_id: UUID) -> OpenedFile:
    """The file of somebody's request, for whoever decides over it; that it was looked at is on record."""
    request = get_in_scope(actor, request_id)
    with acting_as(platform_for(actor)) as platform:
        file = own_file(platform, request)
        if file is None:
            raise Http404("nothing was attached")
        return open_file(platform, file.pk, looks=actor)


def open_own_document(actor: Actor) -> OpenedFile:
    file = own_file(actor, get_latest(actor))
    if file is None:
        raise Http404("nothing was attached")
    return open_file(actor, file.pk)
