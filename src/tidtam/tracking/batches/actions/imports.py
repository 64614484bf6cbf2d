from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.files.actions import end_file, store_file
from tidtam.kernel.files.choices import TABLES
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.people.actions import find_or_enter_persons
from tidtam.tracking.actions import RunningCase, import_cases
from tidtam.tracking.batches import jobs
from tidtam.tracking.batches.cells import Found
from tidtam.tracking.batches.choices import ImportMode, ImportState
from tidtam.tracking.batches.judging import Matter
from tidtam.tracking.batches.mistakes import Mistake
from tidtam.tracking.batches.models import CaseImport, ImportMistake
from tidtam.tracking.batches.notices import tell_import_checked, tell_import_ended
from tidtam.tracking.batches.policies import opening_roles, owner_of_new, scope
from tidtam.tracking.batches.queries import processes_to_import
from tidtam.tracking.batches.sealing import seal
from tidtam.tracking.batches.sheets.rows import Row
from tidtam.tracking.queries.processes import process_to_open
from tidtam.tracking.versions import definition_of

MOST_MISTAKES = 10_000
"""So many are listed; the others are counted."""
DAYS_TO_DECIDE = 7
DAYS_TO_READ = 30
_LOCK = 0x7469_6474
"""The first half of the lock under which matters of one process are imported; the process makes the second."""


def begin_import(actor: Actor, *, process_key: str, upload: "UploadedFile[bytes]") -> CaseImport:
    """Take a table in and have it examined. Nothing of it is brought in before it is ordered."""
    if process_key not in {published.key for published in processes_to_import(actor)}:
        raise Http404
    process, version_id = process_to_open(process_key, actor.today())
    path = actor.paths(*opening_roles(definition_of(version_id)))[0]
    case_import = CaseImport(
        account_id=owner_of_new(actor),
        grants=[grant.id for grant in actor.grants],
        language=get_language() or "th",
        made_at=actor.now(),
        process=process,
        process_version_id=version_id,
    )
    with transaction.atomic():
        file = store_file(
            actor, upload=upload, owner_kind="import", owner_id=case_import.pk, organization_path=path, kinds=TABLES
        )
        case_import.file_id = file.pk
        case_import.save(force_insert=True)
        audit.record(actor, "import.begun", "import", case_import.pk, details={"process": process.key})
        jobs.order_import(case_import.pk)
    return case_import


def order_import(actor: Actor, case_import: CaseImport, *, mode: ImportMode) -> CaseImport:
    """Bring in what was examined. Ordering it again changes nothing."""
    with transaction.atomic():
        case_import = _lock(actor, case_import)
        if case_import.state != ImportState.CHECKED:
            return case_import
        if not case_import.good:
            raise Refused(_("The table has no row that could be brought in."), code="nothing")
        if mode == ImportMode.ALL and case_import.bad:
            raise Refused(
                _("Some rows have mistakes. Mend them and upload the table anew, or bring in only the others."),
                code="mistakes",
                field="mode",
            )
        case_import.state, case_import.mode = ImportState.IMPORTING, mode
        case_import.rows_read = case_import.good = case_import.bad = 0
        case_import.save()
        audit.record(actor, "import.ordered", "import", case_import.pk, details={"mode": mode})
        jobs.order_import(case_import.pk)
    return case_import


def discard_import(actor: Actor, case_import: CaseImport) -> None:
    """Nothing of the table is brought in; it is forgotten with its mistakes."""
    with transaction.atomic():
        case_import = _lock(actor, case_import)
        if case_import.ended_at is not None or case_import.state == ImportState.IMPORTING:
            raise Refused(_("It is too late to discard this table; look at what was brought in."), code="too_late")
        ImportMistake.objects.filter(case_import=case_import).delete()
        _end(actor, case_import, ImportState.DISCARDED)


def start_anew(actor: Actor, case_import: CaseImport) -> None:
    """A table is examined from its first row on, also when an earlier worker had begun."""
    ImportMistake.objects.filter(case_import=case_import).delete()
    _in_hand(case_import, ImportState.CHECKING).update(rows_read=0, good=0, bad=0)


def note_piece(
    actor: Actor, case_import: CaseImport, *, rows: Sequence[Row], good: int, found: Sequence[Found], imported: int = 0
) -> None:
    """How far it is, and what was found wrong in this piece; what was found in it before is forgotten."""
    first_row, last_row = rows[0].number, rows[-1].number
    ImportMistake.objects.filter(case_import=case_import, row__range=(first_row, last_row)).delete()
    bad_rows = {each.row for each in found}
    listed = ImportMistake.objects.filter(case_import=case_import).count()
    ImportMistake.objects.bulk_create(
        ImportMistake(
            case_import=case_import,
            account_id=case_import.account_id,
            row=each.row,
            column=each.column,
            message=each.mistake.message,
            facts=dict(each.mistake.facts),
            sealed_found=seal(case_import.pk, each.text),
        )
        for each in found[: max(0, MOST_MISTAKES - listed)]
    )
    CaseImport.objects.filter(pk=case_import.pk).update(
        rows_read=F("rows_read") + len(rows),
        good=F("good") + good,
        imported=F("imported") + imported,
        bad=F("bad") + len(bad_rows),
        done_to_row=last_row,
    )


def end_check(actor: Actor, case_import: CaseImport, unknown_columns: Sequence[str]) -> None:
    """The whole table was looked through; its owner is told, and decides."""
    checked = _in_hand(case_import, ImportState.CHECKING).update(
        state=ImportState.CHECKED, unknown_columns=list(unknown_columns), done_to_row=0, rows_total=F("rows_read")
    )
    if checked:
        tell_import_checked(actor, CaseImport.objects.get(pk=case_import.pk))


def bring_in(actor: Actor, case_import: CaseImport, matters: Sequence[Matter]) -> None:
    """The matters of one piece, with their persons, in the transaction that is open."""
    subjects = find_or_enter_persons(actor, [matter.person for matter in matters])
    running = [
        RunningCase(
            subject_id=subject_id,
            organization=matter.person.organization,
            received_on=matter.received_on,
            letter_no=matter.letter_no,
            moves=matter.moves,
        )
        for subject_id, matter in zip(subjects, matters, strict=True)
    ]
    import_cases(actor, case_import.process_version, running, source_id=case_import.pk)


def take_turn(case_import: CaseImport) -> CaseImport | None:
    """One import of a process at a time, until the transaction ends; none, if another worker has settled it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, case_import.process_id.int % 2**31])
    return _in_hand(case_import, ImportState.IMPORTING).select_related("process", "process_version").first()


def end_import(actor: Actor, case_import: CaseImport) -> None:
    """Everything was brought in that could be."""
    found = _in_hand(case_import, ImportState.IMPORTING).first()
    if found is not None:
        _end(actor, found, ImportState.IMPORTED)
        tell_import_ended(actor, found)


def note_all(actor: Actor, case_import: CaseImport, rows: int) -> None:
    """Every row was right and was brought in."""
    CaseImport.objects.filter(pk=case_import.pk).update(rows_read=rows, good=rows, imported=rows)


def check_again(actor: Actor, case_import: CaseImport) -> None:
    """All or nothing was asked for, and meanwhile not all would be right: nothing, and the reasons are looked for."""
    if _in_hand(case_import, ImportState.IMPORTING).update(state=ImportState.CHECKING):
        jobs.order_import(case_import.pk)


def give_up_import(actor: Actor, case_import: CaseImport, mistake: Mistake) -> None:
    """The table as a whole cannot be taken; what a piece brought in already stays."""
    found = CaseImport.objects.filter(
        pk=case_import.pk, state__in=[ImportState.CHECKING, ImportState.IMPORTING]
    ).first()
    if found is not None:
        found.failure, found.failure_facts = mistake.message, dict(mistake.facts)
        _end(actor, found, ImportState.UNREADABLE)
        tell_import_ended(actor, found)


def clear_imports(actor: Actor) -> None:
    """What nobody decided on is discarded, and mistakes that were there to be read long enough are forgotten."""
    undecided = CaseImport.objects.select_for_update().filter(
        state=ImportState.CHECKED, made_at__lt=actor.now() - timedelta(days=DAYS_TO_DECIDE)
    )
    for case_import in undecided:
        _end(actor, case_import, ImportState.DISCARDED)
    old = CaseImport.objects.filter(ended_at__lt=actor.now() - timedelta(days=DAYS_TO_READ))
    discarded = CaseImport.objects.filter(state=ImportState.DISCARDED)
    ImportMistake.objects.filter(case_import__in=old.values("pk").union(discarded.values("pk"))).delete()


def _end(actor: Actor, case_import: CaseImport, state: ImportState) -> None:
    case_import.state, case_import.ended_at = state, actor.now()
    case_import.save(update_fields=["state", "ended_at", "failure", "failure_facts"])
    end_file(actor, _file(case_import.file_id))
    details = {"state": state, "imported": case_import.imported}
    audit.record(actor, "import.ended", "import", case_import.pk, details=details)


def _file(file_id: UUID) -> StoredFile:
    return StoredFile.objects.get(pk=file_id)


def _in_hand(case_import: CaseImport, state: ImportState) -> "QuerySet[CaseImport]":
    return CaseImport.objects.filter(pk=case_import.pk, state=state)


def _lock(actor: Actor, case_import: CaseImport) -> CaseImport:
    locked = scope(CaseImport.objects.select_for_update().filter(pk=case_import.pk), actor).first()
    if locked is None:
        raise Http404
    return locked
