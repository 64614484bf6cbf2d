"""`digital_id_seed FILE.json|-`: registers persons with a known password, or sets them back to what the list says."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id.actions.seed import seed_persons
from tidtam.sandbox.digital_id.forms import AccountForm, DetailsForm, MobileForm


class Command(BaseCommand):
    help = "Registers persons with Digital ID, from a JSON file or (-) from the standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source")

    def handle(self, *_: object, source: str, **_options: object) -> None:
        try:
            entries = json.loads(sys.stdin.read() if source == "-" else Path(source).read_text("utf-8"))
        except (OSError, ValueError) as mistake:
            raise CommandError(f"{source} cannot be read as JSON: {mistake}") from mistake
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise CommandError("The JSON must be a list of persons.")
        try:
            with translation.override("en"):
                seed_persons([_read(place, entry) for place, entry in enumerate(entries, start=1)])
        except Refused as refused:
            raise CommandError(str(refused)) from refused


def _read(place: int, entry: dict[str, Any]) -> dict[str, str]:
    """By the rules of the registration, but for the proof by the card and by the code that is sent."""
    given = {**entry, "repeated": entry.get("password")}
    read: dict[str, str] = {}
    for form in (DetailsForm(given), AccountForm(given), MobileForm(given)):
        for name, mistakes in form.errors.items():
            raise CommandError(f"person {place}: {name}: {mistakes[0]}")
        read |= form.cleaned_data
    if not read["password"]:
        raise CommandError(f"person {place}: password is needed")
    return read
