"""The console command `tidtam`."""

import os
import sys

from .environment import EnvironmentMistake


def _adopt_running() -> None:
    """Without settings of its own, a command speaks to the demonstration that runs from this folder."""
    from .serving.folder import RunningFolder, data_folder

    if not os.environ.get("TIDTAM_ENV") and not os.environ.get("DATABASE_URL"):
        os.environ |= RunningFolder(data_folder()).adoptable()


_FILE_COMMANDS = {
    *(("process", verb) for verb in ("check", "draw", "simulate", "schema")),
    *(("dossier", verb) for verb in ("check", "schema")),
}


def _needs_no_installation(arguments: list[str]) -> bool:
    """Whoever writes a process or has a dossier checked needs neither a database nor keys: only the file is read."""
    return tuple(arguments[:2]) in _FILE_COMMANDS


def main() -> int:
    arguments = sys.argv[1:]
    if arguments == ["keys", "new"]:
        from .keys import new_key

        print(new_key())
        return 0
    if arguments[:1] == ["serve"]:
        from .serving.serve import main as serve

        return serve()
    if _needs_no_installation(arguments):
        os.environ |= {"TIDTAM_ENV": "test", "DATABASE_URL": "postgresql:///none", "TIDTAM_KEYS": "none"}
    else:
        _adopt_running()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tidtam.config.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["tidtam", *arguments])
    except EnvironmentMistake as mistake:
        print(mistake, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
