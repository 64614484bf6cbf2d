from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.products.datarights.actions import set_retention
from tidtam.products.datarights.queries import term_rows


class Command(BaseCommand):
    help = "Show or set how long each kind of data is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("list", help="every kind of data, and what is set")
        setting = commands.add_parser("set", help="set it, with the rule that says so")
        setting.add_argument("term", metavar="KIND")
        setting.add_argument("days", metavar="DAYS", help="a number of days; 'none' takes back what was set")
        setting.add_argument("--source", required=True, help="the rule or order that says so")

    def handle(self, *__: Any, **options: Any) -> None:
        with acting_as(SYSTEM) as actor:
            if options["command"] == "list":
                for row in term_rows(actor):
                    lives = _("not configured") if row.days is None else f"{row.days} d"
                    self.stdout.write(f"{row.term.key}\t{lives}\t{row.term.label}\t{row.source}")
                return
            try:
                days = None if options["days"] == "none" else int(options["days"])
                set_retention(actor, options["term"], days=days, source=options["source"])
            except (Refused, ValueError) as refused:
                raise CommandError(str(refused)) from refused
