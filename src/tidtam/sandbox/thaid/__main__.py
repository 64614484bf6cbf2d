"""`python -m tidtam.sandbox.thaid [serve | seed FILE.json|- | new-key]`."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.utils import translation

from .environment import EnvironmentMistake, read_environment

OWN_PERSONS = Path(__file__).parent / "data" / "persons.json"
USAGE = "usage: python -m tidtam.sandbox.thaid [serve | seed FILE.json|- | new-key]"


def main(arguments: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidtam.sandbox.thaid.settings"
    try:
        django.setup()
    except EnvironmentMistake as mistake:
        print(f"thaid sandbox: {mistake}", file=sys.stderr)
        return 2
    match arguments:
        case [] | ["serve"]:
            return serve()
        case ["seed", source]:
            return seed(source)
        case ["new-key"]:
            from .signing import make_key

            prepare()
            print(f"thaid sandbox: signs with key {make_key().id}")
            return 0
    print(USAGE, file=sys.stderr)
    return 2


def prepare() -> None:
    """Bring the database to this version. Twice at the same time is harmless: the second waits."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('thaid_sandbox'))")
        try:
            call_command("migrate", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('thaid_sandbox'))")


def register(entries: list[dict[str, Any]]) -> int:
    from tidtam.kernel.actor import Refused
    from tidtam.thai.errors import ThaiInputError

    from .actions.seed import seed_holder

    for place, entry in enumerate(entries, start=1):
        try:
            with translation.override("en"):
                seed_holder(entry)
        except (Refused, ThaiInputError) as refused:
            print(f"thaid sandbox: person {place}: {refused}", file=sys.stderr)
            return 1
    return 0


def seed(source: str) -> int:
    try:
        entries = json.loads(sys.stdin.read() if source == "-" else Path(source).read_text("utf-8"))
    except (OSError, ValueError) as mistake:
        print(f"thaid sandbox: {source} cannot be read as JSON: {mistake}", file=sys.stderr)
        return 1
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        print("thaid sandbox: the JSON must be a list of persons", file=sys.stderr)
        return 1
    prepare()
    return register(entries)


def serve() -> int:
    from django.db import connection
    from granian import Granian
    from granian.constants import Interfaces

    from .models import SigningKey
    from .signing import make_key

    prepare()
    if not SigningKey.objects.exists():
        make_key()
    if register(json.loads(OWN_PERSONS.read_text("utf-8"))):
        return 1
    # The worker is forked from here: a pool of before would share its connections, and lack the threads that mend it.
    connection.close_pool()  # type: ignore[attr-defined]  # unknown to the stubs
    sandbox = read_environment()
    print(f"thaid sandbox: listens on {sandbox.address}:{sandbox.port}, issuer {sandbox.issuer}", flush=True)
    Granian(
        "tidtam.sandbox.thaid.wsgi:application",
        address=sandbox.address,
        port=sandbox.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_enabled=False,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
