"""`tidtam keys rotate | list`. (`tidtam keys new` works before there are any settings and stands in config.)"""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.queries.records import seals_by_key
from tidtam.kernel.keys import keyring
from tidtam.kernel.keys.rotation import rotators
from tidtam.kernel.people.actions.rotation import rotate_keys

_ORDER = """Changing keys without stopping: (1) `tidtam keys new`; put the new key BEHIND the others in TIDTAM_KEYS and
restart every process; (2) move it to the FRONT and restart every process; (3) `tidtam keys rotate`; (4) once
`tidtam keys list` shows nothing under an old key, take that key away. Keep a key as long as audit seals name it."""


class Command(BaseCommand):
    help = _ORDER

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        rotate = verbs.add_parser(
            "rotate", help="seal everything with the newest key; can be stopped and started again"
        )
        rotate.add_argument("--batch", type=int, default=500, help="how many values in one transaction")
        verbs.add_parser("list", help="how many values each key still seals")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        if verb == "list":
            self._list()
        else:
            self._rotate(options["batch"])

    def _rotate(self, batch: int) -> None:
        done: Counter[str] = Counter()
        for name, number in rotate_keys(batch):
            done[name] += number
            self.stdout.write(f"{name}: {done[name]} sealed anew with {keyring().newest.id}")
        if not done:
            self.stdout.write(f"everything is sealed with {keyring().newest.id}")

    def _list(self) -> None:
        with acting_as(SYSTEM):
            counts = {rotator.name: rotator.counts() for rotator in rotators()} | {"audit seals": seals_by_key()}
        known = [key.id for key in keyring().keys]
        for key_id in dict.fromkeys([*known, *(key for by_key in counts.values() for key in by_key)]):
            parts = ", ".join(f"{by_key.get(key_id, 0)} {name}" for name, by_key in counts.items())
            missing = "" if key_id in known else " - NOT IN TIDTAM_KEYS"
            self.stdout.write(f"{key_id}: {parts}{missing}")
