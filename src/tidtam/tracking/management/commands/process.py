import json
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import DefinitionFile, DefinitionRefused, decode, read_file
from tidtam.tracking.definitions.schema import schema_text
from tidtam.tracking.definitions.simulation import MOST_MATTERS
from tidtam.tracking.drawing import draw_file
from tidtam.tracking.plugins import plugins
from tidtam.tracking.simulating import outlook_of

UNUSABLE = 2
"""The exit code where there was nothing to judge: a file that cannot be read or written. A bad definition gives 1."""
_MOST_BYTES = 50_000_000


class Command(BaseCommand):
    help = "Check, draw and simulate process definitions, or publish those that the products bring along."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        check = commands.add_parser("check", help="say everything that is wrong with definition files")
        check.add_argument("files", type=Path, nargs="+", metavar="FILE")
        draw = commands.add_parser("draw", help="draw the steps and their ways as an SVG picture")
        draw.add_argument("file", type=Path, metavar="FILE")
        draw.add_argument("-o", "--output", type=Path, help="where to write it; otherwise it is printed")
        simulate = commands.add_parser("simulate", help="say how long matters take and who does what how often")
        simulate.add_argument("file", type=Path, metavar="FILE")
        simulate.add_argument("--cases", type=_matters, default=1_000, help="how many matters to invent (1000)")
        simulate.add_argument("--seed", type=int, default=1, help="the same seed invents the same matters (1)")
        simulate.add_argument("--format", choices=("text", "json"), default="text")
        commands.add_parser("schema", help="print the JSON schema with which editors check and complete such files")
        commands.add_parser("load", help="publish every new version of the products' definition files")

    def handle(self, *_: Any, **options: Any) -> None:
        getattr(self, f"_{options['command']}")(options)

    def _check(self, options: dict[str, Any]) -> None:
        """Every file is judged, also after a bad one."""
        refused: list[CommandError] = []
        for file in options["files"]:
            try:
                self._say_right(file, _read(file).definition)
            except CommandError as error:
                refused.append(error)
        if refused:
            raise CommandError("\n".join(map(str, refused)), returncode=max(error.returncode for error in refused))

    def _say_right(self, file: Path, definition: Any) -> None:
        self.stdout.write(
            _("%(file)s is right: “%(name)s”, version %(version)s, %(steps)s steps")
            % {
                "file": file,
                "name": definition.name,
                "version": definition.version,
                "steps": len(definition.steps),
            }
        )

    def _draw(self, options: dict[str, Any]) -> None:
        picture = draw_file(_read(options["file"]).definition)
        if options["output"] is None:
            self.stdout.write(picture)
            return
        try:
            options["output"].write_text(picture, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}", returncode=UNUSABLE) from error

    def _simulate(self, options: dict[str, Any]) -> None:
        told = outlook_of(_read(options["file"]).definition, matters=options["cases"], seed=options["seed"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(told.as_values(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(told.as_lines()))

    def _schema(self, _options: dict[str, Any]) -> None:
        self.stdout.write(schema_text())

    def _load(self, _options: dict[str, Any]) -> None:
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


def _matters(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_MATTERS):
        raise ArgumentTypeError(f"a whole number from 1 to {MOST_MATTERS:,}")
    return int(text)


def _read(file: Path) -> DefinitionFile:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES)
        return read_file(decode(data, file=str(file)), file=str(file))
    except DefinitionRefused as refused:
        raise CommandError(str(refused)) from refused
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=UNUSABLE) from error
