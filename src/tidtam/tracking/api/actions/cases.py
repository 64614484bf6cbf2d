"""What calls change: the engine's own actions, after what only another program has to be told."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, covers
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import get_organization, get_organization_by_id
from tidtam.kernel.people.actions import find_or_enter_person
from tidtam.tracking.actions import open_case
from tidtam.tracking.models import Case
from tidtam.tracking.plugins import opens_itself


@dataclass(frozen=True, kw_only=True)
class Who:
    """The person whose matter it is, as the client names them."""

    kind: str
    number: str
    country: str
    title: str
    given_name: str
    family_name: str
    given_name_en: str
    family_name_en: str


def submit_case(
    actor: Actor, process: str, *, organization: str, who: Who, received_on: date, letter_no: str, remark: str
) -> Case:
    """Open a matter for a person, whom the office may not have known before."""
    if opens_itself(process):
        raise Refused(
            _("Matters of this kind need more than this: they are handed in at their product's own address."),
            code="of_product",
            field="process",
        )
    office = _office(actor, organization)
    with transaction.atomic():
        try:
            person = find_or_enter_person(actor, organization=office, **asdict(who))
        except NotAllowed:
            raise
        except Refused as refused:
            raise Refused(refused.message, code=refused.code, field=f"person/{refused.field}") from None
        try:
            return open_case(
                actor,
                process,
                subject=person,
                organization=office,
                received_on=received_on,
                letter_no=letter_no,
                remark=remark,
            )
        except Http404:
            raise Refused(_("There is no such process."), code="unknown", field="process") from None


def _office(actor: Actor, code: str) -> Organization:
    """Of the client's own and those below; one elsewhere is answered like one that does not exist."""
    if not code:
        return get_organization_by_id(actor.grants[0].organization_id)
    office: Organization | None
    try:
        office = get_organization(code)
    except Http404:
        office = None
    if office is None or office.is_ended or not any(covers(g.organization_path, office.path) for g in actor.grants):
        raise Refused(_("The client's organisation has no such office."), code="unknown", field="organization")
    return office
