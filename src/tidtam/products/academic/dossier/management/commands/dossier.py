"""`tidtam dossier check | schema | rules | replay`."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import TypeAdapter, ValidationError

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.products.academic.dossier.queries import Replayed, replay
from tidtam.products.academic.rulebook.choices import Stage
from tidtam.products.academic.rulebook.reading import MOST_BYTES, Mistake, NotADossier, read_dossier
from tidtam.products.academic.rulebook.rule_sets import NotARuleSet, RuleSet, choose, read_rule_set, shipped
from tidtam.products.academic.rulebook.rules import FileFact, begun_on, check
from tidtam.products.academic.rulebook.rules.listing import as_markdown
from tidtam.products.academic.rulebook.rules.writing import as_lines, as_values, in_both
from tidtam.products.academic.rulebook.schema import schema_text
from tidtam.products.academic.rulebook.structure import Dossier
from tidtam.thai.dates import parse_date
from tidtam.thai.errors import ThaiInputError

STOPPED, UNUSABLE = 1, 2
"""Exit codes: a finding stops the dossier; there is no dossier, or no rules, to judge."""


class Command(BaseCommand):
    help = "Check a dossier for an academic position, print the schema of dossiers, or replay rules over stored ones."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        check = commands.add_parser("check", help="say everything that is not in order with a dossier")
        check.add_argument("file", type=Path, metavar="FILE.json")
        check.add_argument("--format", choices=("text", "json"), default="text")
        check.add_argument("--as-of", type=_day, metavar="DATE", help="the day for which it is judged (today)")
        check.add_argument("--stage", choices=Stage.values, help="how far it has come (as far as its content says)")
        check.add_argument("--facts", type=Path, metavar="FACTS.json", help="what the attached files are, by their ids")
        check.add_argument("--rules", type=Path, metavar="FILE.toml", help="a set of rules instead of the shipped ones")
        commands.add_parser("schema", help="print the JSON schema of a dossier")
        commands.add_parser("rules", help="print the list of the shipped rules as it stands in the documents")
        replay = commands.add_parser("replay", help="say what a set of rules would change in the stored dossiers")
        replay.add_argument("file", type=Path, metavar="FILE.toml")
        replay.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *_args: Any, **options: Any) -> None:
        getattr(self, f"_{options['command']}")(options)

    def _schema(self, _options: dict[str, Any]) -> None:
        self.stdout.write(schema_text())

    def _rules(self, _options: dict[str, Any]) -> None:
        self.stdout.write(as_markdown(shipped()[-1]), ending="")

    def _check(self, options: dict[str, Any]) -> None:
        file, as_values_wanted = options["file"], options["format"] == "json"
        as_of = options["as_of"] or SYSTEM.today()
        try:
            dossier = read_dossier(_bytes(file))
        except NotADossier as refused:
            if as_values_wanted:
                self.stdout.write(_json({"mistakes": [_mistake(one) for one in refused.mistakes]}))
            raise CommandError(_refusal(file, refused), returncode=UNUSABLE) from None
        rule_set = _rule_set(dossier, as_of, options["rules"])
        stage = Stage(options["stage"]) if options["stage"] else None
        facts = _facts(options["facts"]) if options["facts"] else {}
        findings = check(dossier, rule_set, as_of, facts, stage=stage)
        if as_values_wanted:
            told = {"rule_set": rule_set.key, "as_of": as_of.isoformat(), "findings": list(map(as_values, findings))}
            self.stdout.write(_json(told))
        else:
            self.stdout.write("\n".join(as_lines(findings)))
        stops = sum(finding.stops for finding in findings)
        if stops:
            message = ngettext("%(count)s thing must be mended.", "%(count)s things must be mended.", stops)
            raise CommandError(message % {"count": stops}, returncode=STOPPED)

    def _replay(self, options: dict[str, Any]) -> None:
        """Changes nothing. Names no person: the ids lead to whoever may open the dossier."""
        rule_set = _read_rules(options["file"])
        as_json = options["format"] == "json"
        looked_at = changed = 0
        with acting_as(SYSTEM) as actor:
            for replayed in replay(actor, rule_set):
                looked_at += 1
                changed += replayed.is_changed
                if replayed.is_changed and not as_json:
                    self.stdout.write(f"{replayed.dossier_id}: {' '.join(_signs(replayed))}")
                if replayed.is_changed and as_json:
                    self.stdout.write(json.dumps(_replayed(replayed)))
        message = _("%(changed)s of %(count)s dossiers would be judged differently.")
        self.stderr.write(message % {"changed": changed, "count": looked_at})


def _signs(replayed: Replayed) -> list[str]:
    return [f"+{one.rule}{one.place}" for one in replayed.appeared] + [
        f"-{one.rule}{one.place}" for one in replayed.gone
    ]


def _replayed(replayed: Replayed) -> dict[str, Any]:
    """A line of JSON for each dossier, so that very many take no more memory than one."""
    return {
        "dossier": str(replayed.dossier_id),
        "appeared": [{"rule": one.rule, "place": one.place} for one in replayed.appeared],
        "gone": [{"rule": one.rule, "place": one.place} for one in replayed.gone],
    }


def _rule_set(dossier: Dossier, as_of: date, file: Path | None) -> RuleSet:
    if file is not None:
        return _read_rules(file)
    begun = begun_on(dossier) or as_of
    rule_set = choose(shipped(), dossier.request, begun)
    if rule_set is None:
        message = _("No set of rules was in force on %(day)s for such a request; name one with --rules.")
        raise CommandError(message % {"day": begun.isoformat()}, returncode=UNUSABLE)
    return rule_set


_FACTS = TypeAdapter(dict[str, FileFact])


def _facts(file: Path) -> dict[str, FileFact]:
    """Kind, pages, size and resolution of each file; without them nobody can tell whether a photograph fits."""
    try:
        return _FACTS.validate_json(_bytes(file))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(map(str, first["loc"])) or "/"
        raise CommandError(f"{file}: {where}: {first['msg']}", returncode=UNUSABLE) from None


def _read_rules(file: Path) -> RuleSet:
    try:
        return read_rule_set(_bytes(file))
    except NotARuleSet as refused:
        raise CommandError(f"{file}: {refused}", returncode=UNUSABLE) from None


def _refusal(file: Path, refused: NotADossier) -> str:
    lines = [f"{file}: {mistake.place or '/'}: {mistake}" for mistake in refused.mistakes]
    if refused.more:
        more = ngettext("and %(count)s more mistake", "and %(count)s more mistakes", refused.more)
        lines.append(more % {"count": refused.more})
    return "\n".join(lines)


def _mistake(mistake: Mistake) -> dict[str, Any]:
    return {"place": mistake.place, "message": in_both(lambda: str(mistake))}


def _bytes(file: Path) -> bytes:
    """One byte more than allowed is enough to be refused."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=UNUSABLE) from error


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ThaiInputError as error:
        raise ArgumentTypeError(str(error)) from None


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)
