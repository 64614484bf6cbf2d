"""How a table is gone through, piece by piece, each in a transaction of the officer who ordered it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice

from django.db import IntegrityError, connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS

from tidtam.kernel.actor import Actor, acting_as
from tidtam.kernel.files.queries import open_file
from tidtam.tracking.versions import definition_of

from . import actions, queries
from .courses import Courses
from .judging import Judge, Matter
from .mistakes import Unreadable, gettext_noop
from .models import CaseImport
from .sheets.columns import Heading, Headings
from .sheets.rows import Row, read_rows

PIECE = 1_000


class Spoiled(Exception):
    """All rows were to be brought in, and one of them is not right any more."""


class Table:
    """The rows of an import's file below their headings, with the judge who knows the rows before."""

    def __init__(self, actor: Actor, case_import: CaseImport) -> None:
        definition = definition_of(case_import.process_version_id)
        opened = open_file(actor, case_import.file_id)
        self._rows = read_rows(opened.read(), opened.file.kind)
        self.heading = self._find_heading(Headings(definition))
        offices = queries.offices_for(actor, case_import.process, definition)
        self.judge = Judge(actor, case_import.process, Courses(definition), self.heading, offices)

    def _find_heading(self, headings: Headings) -> Heading:
        for row in self._rows:
            if heading := headings.find(row.number, row.cells):
                return heading
        return headings.missing()

    def pieces(self) -> Iterator[list[Row]]:
        first = next(self._rows, None)
        if first is None:
            raise Unreadable(gettext_noop("The table has headings but no rows. Fill in one row for each matter."))
        rows = chain([first], self._rows)
        while piece := list(islice(rows, PIECE)):
            yield piece


def examine(actor: Actor, case_import: CaseImport) -> None:
    """List everything that is wrong, and change nothing else."""
    with acting_as(actor):
        actions.start_anew(actor, case_import)
        table = Table(actor, case_import)
    for piece in table.pieces():
        with acting_as(actor):
            matters, found = table.judge.judge(piece)
            actions.note_piece(actor, case_import, rows=piece, good=len(matters), found=found)
    with acting_as(actor):
        actions.end_check(actor, case_import, table.heading.unknown)


def bring_in_good_rows(actor: Actor, case_import: CaseImport) -> None:
    """Each piece is settled for good; a worker that takes over goes on behind the last one."""
    with acting_as(actor):
        table = Table(actor, case_import)
    for piece in table.pieces():
        with acting_as(actor):
            current = actions.take_turn(case_import)
            if current is None:
                return
            matters, found = table.judge.judge(piece)
            if piece[-1].number > current.done_to_row:
                _bring_in(actor, current, matters)
                actions.note_piece(actor, current, rows=piece, good=len(matters), found=found, imported=len(matters))
    with acting_as(actor):
        actions.end_import(actor, case_import)


def bring_in_all_rows(actor: Actor, case_import: CaseImport) -> None:
    """In one transaction: a worker that is killed leaves nothing, and the next one begins anew."""
    try:
        with acting_as(actor), telling(case_import) as tell:
            current = actions.take_turn(case_import)
            if current is None:
                return
            table, rows = Table(actor, case_import), 0
            for piece in table.pieces():
                matters, found = table.judge.judge(piece)
                if found:
                    raise Spoiled
                _bring_in(actor, current, matters)
                rows += len(piece)
                tell(rows)
            actions.note_all(actor, case_import, rows)
            actions.end_import(actor, case_import)
    except Spoiled:
        with acting_as(actor):
            actions.check_again(actor, case_import)


def _bring_in(actor: Actor, case_import: CaseImport, matters: Sequence[Matter]) -> None:
    """Where somebody enters the same person at this moment, they are found at the second try."""
    if not matters:
        return
    try:
        with transaction.atomic():
            actions.bring_in(actor, case_import, matters)
    except IntegrityError:
        actions.bring_in(actor, case_import, matters)


@contextmanager
def telling(case_import: CaseImport) -> Iterator[Callable[[int], None]]:
    """Says how far it is over a connection of its own, while the transaction that does it is still open."""
    line = connections.create_connection(DEFAULT_DB_ALIAS)

    def tell(rows: int) -> None:
        with line.cursor() as cursor:
            cursor.execute(
                "UPDATE tracking_batches_caseimport SET rows_read = %s WHERE id = %s", [rows, case_import.pk]
            )

    try:
        yield tell
    finally:
        line.close()
