"""How a table is gone through, piece by piece, each in a transaction of the officer who ordered it."""

from collections.abc import Iterator
from itertools import chain, islice

from django.db import IntegrityError
from django.db.transaction import atomic

from tidtam.kernel.actor import Actor, acting_as
from tidtam.kernel.files.queries import open_file
from tidtam.tracking.batches.mistakes import Unreadable, gettext_noop
from tidtam.tracking.batches.sheets.columns import Heading
from tidtam.tracking.batches.sheets.rows import Row, read_rows

from .actions import imports as actions
from .judging import HolderRow, Judge
from .models import RegistryImport
from .sheets.columns import Headings, missing

PIECE = 1_000


class Table:
    """The rows of an import's file below their headings, with the judge who knows the rows before."""

    def __init__(self, actor: Actor, registry_import: RegistryImport) -> None:
        opened = open_file(actor, registry_import.file_id)
        self._rows = read_rows(opened.read(), opened.file.kind)
        self.heading = self._find_heading()
        self.judge = Judge(actor, registry_import.organization, self.heading, registry_import.pk)

    def _find_heading(self) -> Heading:
        headings = Headings()
        for row in self._rows:
            if heading := headings.find(row.number, list(row.cells)):
                return heading
        raise missing()

    def pieces(self) -> Iterator[list[Row]]:
        first = next(self._rows, None)
        if first is None:
            raise Unreadable(gettext_noop("The table has headings but no rows. Fill in one row for each level held."))
        rows = chain([first], self._rows)
        while piece := list(islice(rows, PIECE)):
            yield piece


def examine(actor: Actor, registry_import: RegistryImport) -> None:
    """List everything that is wrong, and change nothing else."""
    with acting_as(actor):
        actions.start_anew(registry_import)
        table = Table(actor, registry_import)
    for piece in table.pieces():
        with acting_as(actor):
            rows, found = table.judge.judge(piece)
            known = table.judge.known(rows)
            actions.note_piece(registry_import, rows=piece, good=len(rows), found=found, known=known)
    with acting_as(actor):
        actions.end_check(registry_import, table.heading.unknown)


def bring_in_rows(actor: Actor, registry_import: RegistryImport) -> None:
    """Each piece is settled for good; a worker that takes over goes on behind the last one."""
    with acting_as(actor):
        table = Table(actor, registry_import)
    for piece in table.pieces():
        with acting_as(actor):
            current = actions.take_turn(registry_import)
            if current is None:
                return
            rows, found = table.judge.judge(piece)
            if piece[-1].number > current.done_to_row:
                new = _bring_in(actor, current, rows)
                actions.note_piece(current, rows=piece, good=len(rows), found=found, new=new, imported=len(rows))
    with acting_as(actor):
        actions.end_import(actor, registry_import)


def _bring_in(actor: Actor, registry_import: RegistryImport, rows: list[HolderRow]) -> int:
    """Where somebody enters the same person at this moment, they are found at the second try."""
    if not rows:
        return 0
    try:
        with atomic():
            return actions.bring_in(actor, registry_import, rows)
    except IntegrityError:
        return actions.bring_in(actor, registry_import, rows)
