"""`tidtam orgs import FILE`: bring the tree of offices to what a file says."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.orgs.actions import import_organizations, read_rows
from tidtam.kernel.orgs.actions.importing import DATA


class Command(BaseCommand):
    help = "Offices: `orgs import FILE` brings the tree to what a CSV file says; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        importing = deeds.add_parser("import", help="create, rename and move offices as the file says")
        bundled = ", ".join(sorted(file.stem for file in DATA.glob("*.csv")))
        importing.add_argument("file", help=f"path of a CSV file, or the name of one that comes along: {bundled}")

    def handle(self, **options: Any) -> None:
        named = DATA / f"{options['file']}.csv"
        file = named if named.parent == DATA and named.is_file() else Path(options["file"])
        try:
            with acting_as(SYSTEM):
                done = import_organizations(SYSTEM, read_rows(file))
        except (OSError, UnicodeDecodeError) as unreadable:
            raise CommandError(f"{file} cannot be read: {unreadable}") from unreadable
        except Refused as refused:
            raise CommandError(f"{refused.message}\nNothing was imported.") from refused
        self.stdout.write(
            f"{file.name}: {len(done.created)} offices created, {len(done.renamed)} renamed, "
            f"{len(done.moved)} moved, {len(done.unchanged)} as before."
        )
        for title, codes in (("created", done.created), ("renamed", done.renamed), ("moved", done.moved)):
            if codes:
                self.stdout.write(f"  {title}: {', '.join(codes)}")
