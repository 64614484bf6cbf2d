from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import DefinitionFile, DefinitionRefused, read_file
from tidtam.tracking.plugins import plugins


class Command(BaseCommand):
    help = "Check process definitions, or publish those that the products bring along."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        check = commands.add_parser("check", help="say everything that is wrong with a definition file")
        check.add_argument("file", type=Path)
        commands.add_parser("load", help="publish every new version of the products' definition files")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["command"] == "check":
            self._check(options["file"])
        else:
            self._load()

    def _check(self, file: Path) -> None:
        definition = _read(file).definition
        self.stdout.write(
            _("%(file)s is right: “%(name)s”, version %(version)s, %(steps)s steps")
            % {
                "file": file,
                "name": definition.name,
                "version": definition.version,
                "steps": len(definition.steps),
            }
        )

    def _load(self) -> None:
        """All or nothing: one bad file publishes none."""
        files = [(file, _read(file)) for plugin in plugins() for file in plugin.process_files]
        with acting_as(SYSTEM):
            for file, read in files:
                self._publish(file, read)

    def _publish(self, file: Path, read: DefinitionFile) -> None:
        if read.definition.key != file.stem:
            raise CommandError(f"{file}: the file must be named after its key, {read.definition.key}.toml")
        try:
            version = publish_process(SYSTEM, read)
        except Refused as refused:
            raise CommandError(f"{file}: {refused.message}") from refused
        if version is not None:
            self.stdout.write(f"{read.definition.key}: version {version.number} published")


def _read(file: Path) -> DefinitionFile:
    try:
        return read_file(file.read_text(encoding="utf-8"), file=str(file))
    except DefinitionRefused as refused:
        raise CommandError(str(refused)) from refused
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {error}") from error
