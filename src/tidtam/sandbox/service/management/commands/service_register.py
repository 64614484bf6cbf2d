"""`service_register FILE.json|-`: what Tidtam gave the library: client_id, client_secret, and the library's own url."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from tidtam.kernel.actor import Refused
from tidtam.sandbox.service.actions import register


class Command(BaseCommand):
    help = "Tells the library how Tidtam knows it, from a JSON file or (-) from the standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source")

    def handle(self, *_: object, source: str, **_options: object) -> None:
        try:
            given = json.loads(sys.stdin.read() if source == "-" else Path(source).read_text("utf-8"))
        except (OSError, ValueError) as mistake:
            raise CommandError(f"{source} cannot be read as JSON: {mistake}") from mistake
        if not isinstance(given, dict):
            raise CommandError("JSON with client_id, client_secret and url is needed")
        try:
            with translation.override("en"):
                register(given)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
