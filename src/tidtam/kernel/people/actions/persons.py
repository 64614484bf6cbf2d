import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.keys import encrypt_bytes
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import IdentifierKind, PersonKind, Precision
from tidtam.kernel.people.crypto import blind_index, encrypt, identifier_field, number_locks
from tidtam.kernel.people.models import NAME_LIMITS, Affiliation, Identifier, Person, PersonKey
from tidtam.kernel.people.numbers import mask, normalise
from tidtam.kernel.people.policies import can_affiliate, can_enter_person, can_update_from_source
from tidtam.kernel.people.private_text import fresh_key, wrapping_field
from tidtam.kernel.people.queries import find_person_id
from tidtam.thai.dates import PartialDate

_NAMED = (*NAME_LIMITS, "birth_date", "birth_precision", "verified_at", "verified_source")


@dataclass(frozen=True, kw_only=True)
class VerifiedClaims:
    """What a trusted source says of a person; None where it says nothing."""

    source: str
    title: str | None = None
    given_name: str | None = None
    middle_name: str | None = None
    family_name: str | None = None
    title_en: str | None = None
    given_name_en: str | None = None
    middle_name_en: str | None = None
    family_name_en: str | None = None
    birth_date: date | None = None
    birth_precision: str | None = None


def find_or_enter_person(
    actor: Actor,
    *,
    kind: str,
    number: str,
    given_name: str,
    family_name: str,
    title: str = "",
    country: str = "",
    organization: Organization | None = None,
    birth_date: date | None = None,
    birth_precision: str = "",
    **names: str,
) -> Person:
    """The one person with this number; entered now, if nobody entered it before.

    What is on record is never overwritten by what an officer types, and never told: for the officer's organisation
    the person goes on being called as typed (`queries.display_name`).
    """
    if not can_enter_person(actor, organization.path if organization else ""):
        raise NotAllowed(_("You can enter persons for your own organisation only."))
    bare = normalise(kind, number)
    typed = clean_names({"title": title, "given_name": given_name, "family_name": family_name, **names})
    if not (typed["given_name"] or typed.get("given_name_en")):
        raise Refused(_("Enter the given name."), code="required", field="given_name")
    country = country.strip().upper()
    with transaction.atomic():
        lock_number(kind, bare)
        person_id = find_person_id(kind, bare, country)
        if person_id is not None:
            person = Person.objects.get(pk=person_id)
            _affiliate(actor, person, organization, stated_name(person, typed))
            return person
        person = Person.objects.create(
            kind=PersonKind.THAI if kind == IdentifierKind.NATIONAL_ID else PersonKind.FOREIGN,
            birth_date=birth_date,
            birth_precision=(birth_precision or Precision.DAY) if birth_date else "",
            created_at=actor.now(),
            **typed,
        )
        _affiliate(actor, person, organization, "")
        _give_key(actor, person)
        give_number(actor, person, kind, bare, country)
        record(
            actor,
            "person.entered",
            "person",
            person.pk,
            person_id=person.pk,
            organization_path=organization.path if organization else "",
            details={"kind": kind},
        )
    return person


def enter_person_as_stated(actor: Actor, *, kind: str, born: PartialDate, **names: str) -> Person:
    """Somebody who registered: known by what they said, without a number until they verify who they are.

    Never matched by name with anybody: it is a person of its own until a number proves the contrary.
    """
    if not actor.is_system:
        raise NotAllowed(_("Persons without a number come in by registration only."))
    typed = clean_names(names)
    if not (typed.get("given_name") or typed.get("given_name_en")):
        raise Refused(_("Enter the given name."), code="required", field="given_name")
    precision = Precision.DAY if born.day else Precision.MONTH if born.month else Precision.YEAR
    person = Person.objects.create(
        kind=kind, birth_date=born.earliest, birth_precision=precision, created_at=actor.now(), **typed
    )
    _give_key(actor, person)
    record(actor, "person.entered", "person", person.pk, person_id=person.pk, details={"kind": "stated"})
    return person


def update_from_verified_source(actor: Actor, person: Person, claims: VerifiedClaims) -> Person:
    """A trusted source corrects what was typed; which fields changed is recorded, not what they said."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if not can_update_from_source(actor, locked):
            raise NotAllowed(_("Only the person can bring in data from the card."))
        said = {f.name: getattr(claims, f.name) for f in fields(claims) if f.name != "source"}
        said = {name: value for name, value in said.items() if value is not None}
        if "birth_date" in said:
            said.setdefault("birth_precision", Precision.DAY)
        names = clean_names({name: value for name, value in said.items() if name in NAME_LIMITS})
        changed = {n: v for n, v in {**said, **names}.items() if getattr(locked, n) != v}
        first_time = locked.verified_at is None or locked.verified_source != claims.source
        for name, value in changed.items():
            setattr(locked, name, value)
        locked.verified_at, locked.verified_source = actor.now(), claims.source
        locked.save()
        if changed:
            go_by_the_name(locked)
        if changed or first_time:
            record(
                actor,
                "person.verified",
                "person",
                locked.pk,
                person_id=locked.pk,
                details={"source": claims.source, "changed": sorted(changed)},
            )
    return locked


def go_by_the_name(person: Person) -> None:
    """The other records of the same human bear the name that was proven, wherever an office reads them."""
    if person.also:
        named = {name: getattr(person, name) for name in _NAMED}
        Person.objects.filter(pk__in=person.also, erased_at=None).update(**named)


def affiliate_person(actor: Actor, person: Person, *, organization: Organization) -> None:
    """The office in which somebody hands in a matter of their own has to do with them from then on."""
    if not can_affiliate(actor, person):
        raise NotAllowed(_("Only the person can turn to another office."))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [person.pk.int % 2**63])
        _affiliate(actor, person, organization, "", source="turned_to")


def _affiliate(
    actor: Actor, person: Person, organization: Organization | None, stated_name: str, *, source: str = "entered"
) -> None:
    """From now on the organisation has to do with the person. What it called them first stays what it sees."""
    if organization is None or Affiliation.objects.filter(person=person, organization=organization).exists():
        return
    Affiliation.objects.create(
        person=person, organization=organization, since=actor.today(), source=source, stated_name=stated_name
    )
    record(actor, "person.affiliated", "person", person.pk, person_id=person.pk, organization_path=organization.path)


def lock_number(kind: str, bare: str) -> None:
    """Whoever enters the same number at once waits here, to the end of the transaction."""
    with connection.cursor() as cursor:
        for lock in number_locks(kind, bare):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _give_key(actor: Actor, person: Person) -> None:
    wrapped = encrypt_bytes(fresh_key(), wrapping_field(person.pk))
    PersonKey.objects.create(person=person, wrapped=wrapped, created_at=actor.now())


def give_number(actor: Actor, person: Person, kind: str, bare: str, country: str) -> None:
    identifier = Identifier(
        person=person,
        kind=kind,
        country=country,
        index=blind_index(kind, bare),
        masked=mask(kind, bare),
        entered_at=actor.now(),
    )
    identifier.ciphertext = encrypt(bare, identifier_field(identifier.pk))
    identifier.save(force_insert=True)


def stated_name(person: Person, typed: dict[str, str]) -> str:
    """Empty where the officer knew the name; else the name as typed."""
    stated = Person(**typed)
    pairs = [(stated.given_name, person.given_name), (stated.family_name, person.family_name)]
    if not stated.given_name:
        pairs = [(stated.given_name_en, person.given_name_en), (stated.family_name_en, person.family_name_en)]
    if all(a.casefold() == b.casefold() for a, b in pairs):
        return ""
    return stated.full_name


def clean_names(names: Mapping[str, str]) -> dict[str, str]:
    """Names as they are kept: composed, on one line, nothing invisible, not too long."""
    cleaned = {}
    for field, value in names.items():
        if field not in NAME_LIMITS:
            raise TypeError(f"a person has no {field}")
        text = " ".join(unicodedata.normalize("NFC", value).split())
        limit = NAME_LIMITS[field]
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} for letter in text):
            raise Refused(_("The name has invisible control characters; type it anew."), code="control", field=field)
        if len(text) > limit:
            raise Refused(
                _("The name is too long: %(limit)d characters at most.") % {"limit": limit}, code="long", field=field
            )
        cleaned[field] = text
    return cleaned
