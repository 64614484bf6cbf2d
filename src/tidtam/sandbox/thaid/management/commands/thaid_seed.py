"""`thaid_seed FILE.json|-`: registers persons with a known PIN, or sets them back to what the list says."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid.actions.seed import seed_holders


class Command(BaseCommand):
    help = "Registers persons with ThaiD, from a JSON file or (-) from the standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source")

    def handle(self, *_: object, source: str, **_options: object) -> None:
        try:
            entries = json.loads(sys.stdin.read() if source == "-" else Path(source).read_text("utf-8"))
        except (OSError, ValueError) as mistake:
            raise CommandError(f"{source} cannot be read as JSON: {mistake}") from mistake
        try:
            with translation.override("en"):
                seed_holders(entries)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
