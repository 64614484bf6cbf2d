from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Collate
from django.http import Http404
from django.utils.translation import get_language

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import described as described_grants
from tidtam.kernel.access.queries import holders
from tidtam.kernel.actor import Actor, acting_as, covers, platform_for
from tidtam.kernel.keys import digest_of
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import THAI
from tidtam.kernel.people.private_text import unseal_all
from tidtam.kernel.people.queries import display_names

from .models import AgencyToken, TokenRequest
from .policies import AGENCIES, CENTRAL, OFFICER, own_requests, requests_in_scope, scope, served

MOST_TOKENS = 20


@dataclass(frozen=True)
class AgencyLine:
    agency: Organization
    officer: str
    """Nobody: empty."""
    token: AgencyToken | None
    """The one that was neither used nor revoked."""
    has_run_out: bool


@dataclass(frozen=True)
class TokenLine:
    token: AgencyToken
    has_run_out: bool


@dataclass(frozen=True)
class DescribedRequest:
    request: TokenRequest
    name: str
    reason: str
    answer_reason: str


def token_written(actor: Actor, token: str) -> AgencyToken | None:
    """Whoever has it in their hands may ask for it."""
    return AgencyToken.objects.filter(digest=digest_of(token)).select_related("organization").first()


def served_agencies(actor: Actor, words: str = "") -> QuerySet[Organization]:
    """Living agencies in Thai order, by a part of the name."""
    found = Organization.objects.filter(served(actor), ended_at=None).annotate(thai_name=Collate("name_th", THAI))
    if words:
        found = found.filter(Q(name_th__contains=words) | Q(name_en__icontains=words) | Q(code=words.lower()))
    return found


def get_served_agency(actor: Actor, organization_id: UUID) -> Organization:
    found = Organization.objects.filter(served(actor), pk=organization_id).first()
    if found is None:
        raise Http404("no such agency")
    return found


def all_agencies() -> QuerySet[Organization]:
    """Offices are public: whoever asks for a token chooses from them."""
    return Organization.objects.filter(AGENCIES, ended_at=None).order_by(Collate("name_th", THAI), "id")


def lines(actor: Actor, agencies: Sequence[Organization]) -> list[AgencyLine]:
    """Each agency with its officer and its token, in as many queries for one as for fifty."""
    ids = [agency.pk for agency in agencies]
    grants = described_grants(list(holders(OFFICER, ids, actor.today())))
    officers = {each.grant.organization_id: each.holder for each in grants}
    open_tokens = scope(AgencyToken.objects.filter(organization__in=ids, spent_at=None, revoked_at=None), actor)
    tokens = {token.organization_id: token for token in open_tokens}
    return [
        AgencyLine(
            agency=agency,
            officer=officers.get(agency.pk, ""),
            token=(token := tokens.get(agency.pk)),
            has_run_out=token is not None and token.expires_at <= actor.now(),
        )
        for agency in agencies
    ]


def officer_of(actor: Actor, agency: Organization) -> RoleGrant | None:
    return holders(OFFICER, [agency.pk], actor.today()).first()


def tokens_of(actor: Actor, agency: Organization) -> list[TokenLine]:
    tokens = scope(AgencyToken.objects.filter(organization=agency), actor)[:MOST_TOKENS]
    return [TokenLine(token, token.expires_at <= actor.now()) for token in tokens]


def open_token(actor: Actor, agency: Organization) -> AgencyToken | None:
    return scope(AgencyToken.objects.filter(organization=agency, spent_at=None, revoked_at=None), actor).first()


def get_token(actor: Actor, token_id: UUID) -> AgencyToken:
    token = scope(AgencyToken.objects.select_related("organization"), actor).filter(pk=token_id).first()
    if token is None:
        raise Http404("no such token")
    return token


def requests_to_answer(actor: Actor, *, is_open: bool = True) -> QuerySet[TokenRequest]:
    found = requests_in_scope(TokenRequest.objects.select_related("organization"), actor)
    return found.filter(answered_at__isnull=is_open)


def open_requests_of(actor: Actor, agency: Organization) -> QuerySet[TokenRequest]:
    return requests_to_answer(actor).filter(organization=agency)


def get_request(actor: Actor, request_id: UUID) -> TokenRequest:
    found = requests_in_scope(TokenRequest.objects.select_related("organization"), actor).filter(pk=request_id).first()
    if found is None:
        raise Http404("no such request")
    return found


def my_requests(actor: Actor) -> QuerySet[TokenRequest]:
    return own_requests(TokenRequest.objects.select_related("organization"), actor).order_by("-asked_at", "-id")


def described(actor: Actor, requests: Collection[TokenRequest]) -> list[DescribedRequest]:
    """With the names and the reasons, which the platform opens for those in whose scope the requests are."""
    with acting_as(platform_for(actor)) as platform:
        names = display_names(platform, {each.person_id for each in requests}, get_language() or "th")
        texts = unseal_all(
            (each.person_id, blob) for each in requests for blob in (each.sealed_reason, each.sealed_answer)
        )
    return [
        DescribedRequest(each, names.get(each.person_id, ""), texts[2 * place] or "", texts[2 * place + 1] or "")
        for place, each in enumerate(requests)
    ]


def officer_grants(actor: Actor) -> list[RoleGrant]:
    """The agencies whose officer the actor is, in the role they act in now."""
    held = [grant.organization_id for grant in actor.grants if grant.role == OFFICER]
    found = holders(OFFICER, held, actor.today()).order_by("organization__path")
    return [grant for grant in found if grant.account_id == actor.account_id]


def central_group_of(actor: Actor, agency: Organization) -> Organization | None:
    """The office in which the actor serves this agency: the nearest one."""
    serving = [g for g in actor.grants if g.role == CENTRAL and covers(g.organization_path, agency.path)]
    nearest = max(serving, key=lambda grant: len(grant.organization_path), default=None)
    return Organization.objects.filter(pk=nearest.organization_id).first() if nearest else None
