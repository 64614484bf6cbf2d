"""`python -m tidtam.config.outside [serve | a command of a sandbox]`."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line

from tidtam.config.environment import EnvironmentMistake


def main(arguments: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidtam.config.outside.settings"
    try:
        django.setup()
        if arguments in ([], ["serve"]):
            return serve()
    except (EnvironmentMistake, ImproperlyConfigured) as mistake:
        print(f"sandbox: {mistake}", file=sys.stderr)
        return 2
    prepare()
    execute_from_command_line(["python -m tidtam.config.outside", *arguments])
    return 0


def prepare() -> None:
    """Bring the database to this version. Twice at the same time is harmless: the second waits."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('outside'))")
        try:
            call_command("migrate", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('outside'))")


def serve() -> int:
    from django.db import connection
    from granian import Granian
    from granian.constants import Interfaces

    from .environment import read_environment
    from .views import joined

    prepare()
    for sandbox in joined():
        sandbox.make_ready()
    # The worker is forked from here: a pool of before would share its connections, and lack the threads that mend it.
    connection.close_pool()  # type: ignore[attr-defined]  # unknown to the stubs
    environment = read_environment()
    names = ", ".join(sandbox.label for sandbox in joined())
    print(f"sandboxes: {names} listen on {environment.address}:{environment.port}, {environment.url}", flush=True)
    Granian(
        "tidtam.config.outside.wsgi:application",
        address=environment.address,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_enabled=False,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
