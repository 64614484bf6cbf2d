"""`tidtam statistics check | recount | publish`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.tracking.statistics.actions import publish_figures, recount
from tidtam.tracking.statistics.queries import differences


class Command(BaseCommand):
    help = "Holds the counted figures against the matters themselves, counts them anew, or publishes today's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["check", "recount", "publish"])

    def handle(self, *_args: Any, verb: str, **_options: Any) -> None:
        with acting_as(SYSTEM) as actor:
            said = {"check": _check, "recount": _recount, "publish": _publish}[verb](actor)
        self.stdout.write(said)


def _check(actor: Actor) -> str:
    if found := differences():
        differ = f"{len(found)} figures differ from the matters, the first: {found[0]}."
        raise CommandError(f"{differ} Count anew: tidtam statistics recount")
    return "All figures agree with the matters."


def _recount(actor: Actor) -> str:
    recount(actor)
    return "All figures are counted anew."


def _publish(actor: Actor) -> str:
    return f"The public figures are those of {publish_figures(actor).as_of}."
