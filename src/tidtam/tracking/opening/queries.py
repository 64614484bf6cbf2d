"""Which matters one can begin on the generic pages, and in which organisations."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import living
from tidtam.kernel.people.models import Affiliation
from tidtam.tracking.definitions import SUBJECT, Definition
from tidtam.tracking.plugins import opens_itself
from tidtam.tracking.queries import Published, in_force, published_processes
from tidtam.tracking.versions import definitions_of


def openable(actor: Actor) -> list[Published]:
    """What the actor may hand in for others somewhere. Products that need facts of their own have their own pages."""
    return [process for process in _generic(actor) if actor.holds_any(_roles(process.definition))]


def openable_for_oneself(actor: Actor) -> list[Published]:
    """What serves an organisation that has to do with the person; whom none knows yet is told what there is."""
    if actor.person_id is None:
        return []
    offices = _offices_of(actor.person_id)
    return [
        published
        for published in _generic(actor)
        if SUBJECT in published.definition.opened_by
        and (not offices or any(published.process.serves(office.path) for office in offices))
    ]


def can_open_something(actor: Actor) -> bool:
    """For the menu: asked on every page, it reads no definition that was read before."""
    return any(actor.holds_any(_roles(definition)) for definition in _generic_definitions(actor))


def can_open_something_for_oneself(actor: Actor) -> bool:
    """The same for a person's own matters: answered with the question that tells which definitions are in force."""
    if actor.person_id is None:
        return False
    own = _affiliations_of(actor.person_id)
    path = OuterRef("process__organization_path")
    serving = own.filter(Q(organization__path=path) | Q(organization__path__startswith=Concat(path, Value("/"))))
    for_this_person = Q(process__organization_path="") | Exists(serving) | ~Exists(own)
    versions = in_force(actor.today()).select_related(None).annotate(serves_them=for_this_person)
    serves = dict(versions.values_list("pk", "serves_them"))
    definitions = definitions_of(list(serves))
    return any(
        serves[key] and SUBJECT in definition.opened_by and not opens_itself(definition.key)
        for key, definition in definitions.items()
    )


def _generic_definitions(actor: Actor) -> list[Definition]:
    versions = in_force(actor.today()).select_related(None).values_list("pk", flat=True)
    definitions = definitions_of(list(versions)).values()
    return [definition for definition in definitions if not opens_itself(definition.key)]


def get_openable(actor: Actor, key: str) -> Published:
    return _one(openable(actor), key)


def get_openable_for_oneself(actor: Actor, key: str) -> Published:
    return _one(openable_for_oneself(actor), key)


def organizations_to_open_in(actor: Actor, published: Published) -> list[Organization]:
    """Where the actor holds a role that may hand such a matter in."""
    found = living(actor.paths(*_roles(published.definition)))
    return [organization for organization in found if published.process.serves(organization.path)]


def own_organizations(actor: Actor, published: Published) -> list[Organization]:
    """The organisations that have to do with the person who asks, and that the process serves."""
    if actor.person_id is None:
        return []
    return [office for office in _offices_of(actor.person_id) if published.process.serves(office.path)]


def _offices_of(person_id: UUID) -> list[Organization]:
    known = _affiliations_of(person_id).select_related("organization")
    return [row.organization for row in known.order_by("-since", "pk")]


def _affiliations_of(person_id: UUID) -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(person=person_id, organization__ended_at=None)


def is_known_in(person_id: UUID, organization: Organization) -> bool:
    return Affiliation.objects.filter(person=person_id, organization=organization).exists()


def _roles(definition: Definition) -> tuple[str, ...]:
    return (definition.owner, *definition.opened_by)


def _generic(actor: Actor) -> list[Published]:
    return [process for process in published_processes(actor) if not opens_itself(process.key)]


def _one(found: Sequence[Published], key: str) -> Published:
    for process in found:
        if process.key == key:
            return process
    raise Http404
