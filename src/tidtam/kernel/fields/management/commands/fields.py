"""`tidtam fields import FILE.csv`: bring the list of fields of study to what a file says."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.fields.actions import FieldRow, Imported, import_fields, read_rows
from tidtam.kernel.fields.actions.importing import SAMPLE
from tidtam.kernel.fields.queries import has_fields


class Command(BaseCommand):
    help = "Fields of study: `fields import FILE.csv` makes the file the list in force; `fields seed` loads a sample."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        importing = deeds.add_parser("import", help="the file becomes the whole list; what it does not name ends")
        importing.add_argument("file", type=Path, help="CSV in UTF-8: code, name_th, name_en, group_th, group_en")
        importing.add_argument("--dry-run", action="store_true", help="only say what would happen")
        deeds.add_parser("seed", help="load the sample list, if there is no list yet")

    def handle(self, **options: Any) -> None:
        if options["deed"] == "seed":
            if not has_fields():
                self._import(SAMPLE, dry_run=False)
            return
        self._import(options["file"], dry_run=options["dry_run"])

    def _import(self, file: Path, *, dry_run: bool) -> None:
        try:
            done = self._done(self._rows(file), dry_run=dry_run)
        except (OSError, UnicodeDecodeError) as unreadable:
            raise CommandError(f"{file} cannot be read: {unreadable}") from unreadable
        except Refused as refused:
            raise CommandError(f"{refused.message}\nNothing was imported.") from refused
        self.stdout.write(
            f"{file.name}: {len(done.created)} fields created, {len(done.changed)} changed, "
            f"{len(done.ended)} ended, {len(done.unchanged)} as before."
        )
        for title, codes in (("created", done.created), ("changed", done.changed), ("ended", done.ended)):
            if codes and dry_run:
                self.stdout.write(f"  {title}: {', '.join(codes)}")
        if dry_run:
            self.stdout.write("Nothing was imported: this was a dry run.")

    def _rows(self, file: Path) -> list[FieldRow]:
        rows, mistakes = read_rows(file)
        for mistake in mistakes:
            self.stderr.write(f"line {mistake.line}, {mistake.column}: {mistake.reason}")
        if mistakes:
            raise CommandError(f"{len(mistakes)} mistakes in {file.name}. Nothing was imported.")
        return rows

    def _done(self, rows: list[FieldRow], *, dry_run: bool) -> Imported:
        with acting_as(SYSTEM):
            done = import_fields(SYSTEM, rows)
            if dry_run:
                transaction.set_rollback(True)
        return done
