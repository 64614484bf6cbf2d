"""Beginning a matter of a process that has no pages of its own."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import find_or_enter_person
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.queries import find_person_id, get_person
from tidtam.tracking.actions import open_case
from tidtam.tracking.models import Case
from tidtam.tracking.queries import get_process

from .queries import is_known_in, own_organizations


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whom a matter is about, as it was typed. A number alone will do for whom the organisation knows already."""

    kind: str
    number: str
    title: str = ""
    given_name: str = ""
    family_name: str = ""


def open_matter(
    actor: Actor, key: str, *, who: Who, organization: Organization, received_on: date, letter_no: str, remark: str
) -> Case:
    """Hand in a matter for somebody. The same one handed in twice is one matter."""
    definition = get_process(actor, key).definition
    if not actor.holds_any((definition.owner, *definition.opened_by), organization.path):
        raise NotAllowed(_("Your role does not hand in matters of this kind for this organisation."))
    # Nobody is entered for a matter that is then refused.
    with transaction.atomic():
        person = _person(actor, who, organization)
        return _open(actor, key, person, organization, received_on=received_on, letter_no=letter_no, remark=remark)


def open_own_matter(actor: Actor, key: str, *, organization: Organization, remark: str) -> Case:
    """Hand in a matter of one's own, today."""
    if actor.person_id is None or organization not in own_organizations(actor, get_process(actor, key)):
        raise NotAllowed(_("You can hand in a request with an organisation that has to do with you."))
    person = get_person(actor, actor.person_id)
    return _open(actor, key, person, organization, received_on=actor.today(), letter_no="", remark=remark)


def _person(actor: Actor, who: Who, organization: Organization) -> Person:
    person_id = find_person_id(who.kind, who.number)
    if actor.is_person(person_id):
        raise Refused(_("Nobody hands in a matter of their own as an officer."), code="own", field="number")
    if who.given_name:
        return find_or_enter_person(
            actor,
            kind=who.kind,
            number=who.number,
            title=who.title,
            given_name=who.given_name,
            family_name=who.family_name,
            organization=organization,
        )
    if person_id is None or not is_known_in(person_id, organization):
        raise Refused(
            _("The organisation does not know this number yet: enter the name that belongs to it."),
            code="unknown",
            field="given_name",
        )
    return get_person(actor, person_id)


def _open(
    actor: Actor,
    key: str,
    person: Person,
    organization: Organization,
    *,
    received_on: date,
    letter_no: str,
    remark: str,
) -> Case:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('open ' || %s || %s, 0))", [key, str(person.pk)])
    same = Case.objects.filter(
        process__key=key,
        subject=person,
        organization=organization,
        received_on=received_on,
        letter_no=letter_no,
        ended_how="",
    )
    found = same.select_related("process").first()
    if found is not None:
        return found
    return open_case(
        actor,
        key,
        subject=person,
        organization=organization,
        received_on=received_on,
        letter_no=letter_no,
        remark=remark,
    )
