from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.products.datarights.actions import erase_again
from tidtam.products.datarights.ledger import LedgerDamaged


class Command(BaseCommand):
    help = "Erase again, after a backup was restored, everybody whose data had been erased since it was made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("apply", help="run before the restored system is opened to anybody; again does no harm")

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            with acting_as(SYSTEM) as actor:
                number = erase_again(actor)
        except LedgerDamaged as damaged:
            raise CommandError(str(damaged)) from damaged
        self.stdout.write(f"{number} persons were erased again")
