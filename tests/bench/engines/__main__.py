"""python -m tests.bench.engines ENGINE: one engine in a process of its own, commanded through its standard input."""

import os
import sys

import django
from django.db import connection

from .contender import Contender, serve

OURS = ("tidtam", "tidtam-tells")


def _contender(name: str) -> Contender:
    """A plus: with the guarantees added that the engine itself leaves to its user."""
    from .commit import Commit
    from .floor import Floor, Guards

    if name in OURS:
        from .ours import Ours

        return Ours(tells=name == "tidtam-tells")
    if name == "floor":
        return Floor()
    if name == "commit":
        return Commit()
    guards = Guards() if name.endswith("+") else None
    if name.startswith("viewflow"):
        from .viewflow_peer import Viewflow

        return Viewflow(guards)
    from .spiff_peer import Spiff

    return Spiff(guards)


def main() -> None:
    name = sys.argv[1]
    os.environ["BENCH_ENGINE"] = name
    settings = "tidtam.config.settings" if name in OURS else "tests.bench.engines.peer_settings"
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
    if name not in OURS:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA "bench_{name}"')
    serve(_contender(name))


if __name__ == "__main__":
    main()
