"""Tables of holders: taken in, examined, brought in piece by piece, forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import F, QuerySet
from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.audit.actions import Happened, record_many
from tidtam.kernel.files.actions import end_file, store_file
from tidtam.kernel.files.choices import TABLES
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.keys import encrypt
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import find_or_enter_persons
from tidtam.products.registry import content as contents
from tidtam.products.registry import policies
from tidtam.products.registry.choices import EntryState, ImportState, Source
from tidtam.products.registry.content import Content, Origin
from tidtam.products.registry.facts import HOLDER, SETTLED
from tidtam.products.registry.jobs import order_import as order_job
from tidtam.products.registry.judging import HolderRow
from tidtam.products.registry.models import Entry, RegistryImport, RegistryMistake
from tidtam.products.registry.queries.imports import field_of_import
from tidtam.tracking.batches.cells import Found
from tidtam.tracking.batches.mistakes import Mistake
from tidtam.tracking.batches.sheets.rows import Row

from .entries import Letter, must_have_current_contact
from .keeping import locked, mark, must_not_lie_ahead

MOST_MISTAKES = 10_000
DAYS_TO_DECIDE = 7
DAYS_TO_READ = 30
_LOCK = 0x7469_6E61
"""The first half of the lock under which holders of one institution are brought in; the institution is the second."""


def begin_import(actor: Actor, *, organization: Organization, upload: "UploadedFile[bytes]") -> RegistryImport:
    """Take a table in and have it examined. Nothing of it is entered before it is ordered."""
    if actor.account_id is None or not policies.can_record_for(actor, organization):
        raise NotAllowed(_("Only officers of the holder's institution enter holders."))
    begun = RegistryImport(
        account_id=actor.account_id,
        grants=[grant.id for grant in actor.grants],
        language=get_language() or "th",
        made_at=actor.now(),
        organization=organization,
    )
    with atomic():
        file = store_file(
            actor,
            upload=upload,
            owner_kind="registry_import",
            owner_id=begun.pk,
            organization_path=organization.path,
            kinds=TABLES,
        )
        begun.file_id = file.pk
        begun.save(force_insert=True)
        _trail(actor, begun, "begun")
        order_job(begun.pk)
    return begun


def order_import(actor: Actor, registry_import: RegistryImport, *, letter: Letter | None) -> RegistryImport:
    """Bring in the rows without mistakes. With a letter, whole entries are sent for approval with it."""
    with atomic():
        found = locked(policies.import_scope(RegistryImport.objects.all(), actor), registry_import.pk)
        if found.state != ImportState.CHECKED:
            return found
        if not found.good:
            raise Refused(_("The table has no row that could be brought in."), code="nothing")
        if letter is not None:
            must_have_current_contact(actor)
            must_not_lie_ahead(actor, letter.date, "letter_on")
            found.letter_no, found.letter_on = letter.number, letter.date
        found.state = ImportState.IMPORTING
        found.rows_read = found.good = found.bad = found.new = found.known = 0
        found.save()
        _trail(actor, found, "ordered")
        order_job(found.pk)
    return found


def discard_import(actor: Actor, registry_import: RegistryImport) -> None:
    with atomic():
        found = locked(policies.import_scope(RegistryImport.objects.all(), actor), registry_import.pk)
        if found.state not in {ImportState.CHECKED, ImportState.CHECKING}:
            raise Refused(_("It is too late to discard this table; look at what was brought in."), code="too_late")
        RegistryMistake.objects.filter(registry_import=found).delete()
        _end(actor, found, ImportState.DISCARDED)


def start_anew(registry_import: RegistryImport) -> None:
    """A table is examined from its first row on, also when an earlier worker had begun."""
    RegistryMistake.objects.filter(registry_import=registry_import).delete()
    _in_hand(registry_import, ImportState.CHECKING).update(rows_read=0, good=0, bad=0, known=0)


def note_piece(
    registry_import: RegistryImport,
    *,
    rows: Sequence[Row],
    good: int,
    found: Sequence[Found],
    known: int = 0,
    new: int = 0,
    imported: int = 0,
) -> None:
    """How far it is, and what was found wrong in this piece; what was found in it before is forgotten."""
    mistakes = RegistryMistake.objects.filter(registry_import=registry_import)
    mistakes.filter(row__range=(rows[0].number, rows[-1].number)).delete()
    room = max(0, MOST_MISTAKES - mistakes.count())
    RegistryMistake.objects.bulk_create(
        RegistryMistake(
            registry_import=registry_import,
            account_id=registry_import.account_id,
            row=each.row,
            column=each.column,
            message=each.mistake.message,
            facts=dict(each.mistake.facts),
            sealed_found=encrypt(each.text, field_of_import(registry_import.pk)) if each.text else "",
        )
        for each in found[:room]
    )
    RegistryImport.objects.filter(pk=registry_import.pk).update(
        rows_read=F("rows_read") + len(rows),
        good=F("good") + good,
        bad=F("bad") + len({each.row for each in found}),
        known=F("known") + known,
        new=F("new") + new,
        imported=F("imported") + imported,
        done_to_row=rows[-1].number,
    )


def end_check(registry_import: RegistryImport, unknown_columns: Sequence[str]) -> None:
    """The whole table was looked through; its owner decides."""
    _in_hand(registry_import, ImportState.CHECKING).update(
        state=ImportState.CHECKED, unknown_columns=list(unknown_columns), done_to_row=0
    )


def take_turn(registry_import: RegistryImport) -> RegistryImport | None:
    """One import of an institution at a time, until the transaction ends; none, if another worker settled it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, registry_import.organization_id.int % 2**31])
    return _in_hand(registry_import, ImportState.IMPORTING).select_related("organization").first()


def bring_in(actor: Actor, registry_import: RegistryImport, rows: Sequence[HolderRow]) -> int:
    """Enter the holders of one piece, in the transaction that is open. How many were new is answered."""
    persons = find_or_enter_persons(actor, [row.person for row in rows])
    known = {
        entry.person_id: entry
        for entry in Entry.objects.select_for_update(of=("self",)).filter(person__in=persons).order_by("pk")
    }
    opened = contents.unseal_all((entry.person_id, entry.sealed) for entry in known.values())
    held = {entry.person_id: (entry, content) for entry, content in zip(known.values(), opened, strict=True)}
    origin = Origin(Source.IMPORTED, actor.now(), actor.recorded_as, registry_import.pk)
    for person_id, row in zip(persons, rows, strict=True):
        if person_id not in held:
            held[person_id] = (_new(actor, registry_import, person_id), Content())
        entry, content = held[person_id]
        said = {place: value for place, value in row.facts.items() if not (entry.is_public and place in SETTLED)}
        if not content.facts.get(f"{HOLDER}.standing"):
            said[f"{HOLDER}.standing"] = "serving"
        content.put(said, origin)
    _keep(actor, registry_import, list(held.values()), set(known))
    return len(held) - len(known)


def _new(actor: Actor, registry_import: RegistryImport, person_id: UUID) -> Entry:
    return Entry(
        person_id=person_id,
        organization=registry_import.organization,
        version=0,
        begun_at=actor.now(),
        changed_at=actor.now(),
        submitted_by=None,
    )


def _keep(
    actor: Actor, registry_import: RegistryImport, held: Sequence[tuple[Entry, Content]], known: set[UUID]
) -> None:
    sealed = contents.seal_all((entry.person_id, content) for entry, content in held)
    for (entry, content), blob in zip(held, sealed, strict=True):
        entry.sealed = blob
        mark(entry, content)
        entry.version += 1
        entry.changed_at, entry.changed_by, entry.import_id = actor.now(), actor.recorded_as, registry_import.pk
        entry.state = EntryState.DRAFT
        if registry_import.letter_no and not entry.unexplained:
            entry.state = EntryState.AWAITING
            entry.letter_no, entry.letter_on = registry_import.letter_no, registry_import.letter_on
            entry.submitted_at, entry.submitted_by = actor.now(), actor.recorded_as
    new = [entry for entry, _content in held if entry.person_id not in known]
    old = [entry for entry, _content in held if entry.person_id in known]
    Entry.objects.bulk_create(new)
    Entry.objects.bulk_update(old, [f.name for f in Entry._meta.concrete_fields if f.name in _CHANGED])
    path = registry_import.organization.path
    for verb, entries in (("imported", new), ("changed", old)):
        happened = [Happened(entry.pk, entry.person_id, path, {"import": registry_import.pk}) for entry in entries]
        record_many(actor, f"registry_entry.{verb}", "registry_entry", happened)


_CHANGED = frozenset(
    {
        "sealed",
        "position",
        "standing",
        "missing",
        "unexplained",
        "version",
        "changed_at",
        "changed_by",
        "import_id",
        "state",
        "letter_no",
        "letter_on",
        "submitted_at",
        "submitted_by",
    }
)


def end_import(actor: Actor, registry_import: RegistryImport) -> None:
    """Everything was brought in that could be."""
    found = _in_hand(registry_import, ImportState.IMPORTING).first()
    if found is not None:
        _end(actor, found, ImportState.IMPORTED)


def give_up_import(actor: Actor, registry_import: RegistryImport, mistake: Mistake) -> None:
    """The table as a whole cannot be taken; what a piece brought in already stays."""
    in_hand = RegistryImport.objects.filter(state__in=[ImportState.CHECKING, ImportState.IMPORTING])
    found = in_hand.filter(pk=registry_import.pk).first()
    if found is not None:
        found.failure, found.failure_facts = mistake.message, dict(mistake.facts)
        _end(actor, found, ImportState.UNREADABLE)


def clear_imports(actor: Actor) -> None:
    """What nobody decided on is discarded, and mistakes that were there to be read long enough are forgotten."""
    if not actor.is_system:
        raise Http404
    undecided = RegistryImport.objects.select_for_update().filter(
        state=ImportState.CHECKED, made_at__lt=actor.now() - timedelta(days=DAYS_TO_DECIDE)
    )
    for each in undecided:
        _end(actor, each, ImportState.DISCARDED)
    old = RegistryImport.objects.filter(ended_at__lt=actor.now() - timedelta(days=DAYS_TO_READ))
    RegistryMistake.objects.filter(registry_import__in=old).delete()


def _end(actor: Actor, registry_import: RegistryImport, state: ImportState) -> None:
    registry_import.state, registry_import.ended_at = state, actor.now()
    registry_import.save(update_fields=["state", "ended_at", "failure", "failure_facts"])
    end_file(actor, StoredFile.objects.get(pk=registry_import.file_id))
    _trail(actor, registry_import, "ended")


def _in_hand(registry_import: RegistryImport, state: ImportState) -> "QuerySet[RegistryImport]":
    return RegistryImport.objects.filter(pk=registry_import.pk, state=state)


def _trail(actor: Actor, registry_import: RegistryImport, verb: str) -> None:
    audit.record(
        actor,
        f"registry_import.{verb}",
        "registry_import",
        registry_import.pk,
        organization_path=registry_import.organization.path,
        details={"imported": registry_import.imported},
    )


def record_export(actor: Actor) -> None:
    """That somebody took entries out as a table is on record."""
    with atomic():
        path = next(iter(actor.paths(policies.RECORDER, policies.APPROVER)), "")
        audit.record(actor, "registry_entry.exported", "registry_entry", "list", organization_path=path)
