"""Asks every rule of a set about a dossier. Pure: the same input gives the same findings in the same order."""

from collections.abc import Iterator, Mapping
from datetime import date

from tidtam.products.academic.rulebook.choices import Answer, Stage
from tidtam.products.academic.rulebook.rule_sets.model import RuleSet, Ruling
from tidtam.products.academic.rulebook.structure import Dossier

from .findings import NOT_CONFIGURED, NOT_YET, PASSED, SET_IT, Finding, Said, cannot_tell
from .look import FileFact, Look, NotConfiguredError, exact_day
from .registry import Rule, rule_numbered


def check(
    dossier: Dossier,
    rule_set: RuleSet,
    as_of: date,
    facts: Mapping[str, FileFact] | None = None,
    *,
    stage: Stage | None = None,
) -> list[Finding]:
    """Every rule of the set answers at least once. Without a stage, the dossier is as far as its content says."""
    look = Look(dossier, rule_set, as_of, stage or stage_of(dossier), facts or {})
    return [
        _found(rule, ruling, rule_set, said)
        for ruling in rule_set.rulings
        if (rule := rule_numbered(ruling.number)) and (rule.applies is None or rule.applies(look))
        for said in _asked(rule, look)
    ]


def stage_of(dossier: Dossier) -> Stage:
    """The last stage of which the dossier says anything."""
    written = (
        (Stage.ROYAL, dossier.royal),
        (Stage.MINISTRY, dossier.documents),
        (Stage.COUNCIL, dossier.council),
        (Stage.KPW, dossier.kpw),
        (Stage.COMMITTEE, dossier.committee),
        (Stage.SUPERVISOR, dossier.supervisors),
    )
    return next((stage for stage, piece in written if piece != type(piece)()), Stage.APPLICANT)


def begun_on(dossier: Dossier) -> date | None:
    """The day that decides which rules hold, where the dossier says it."""
    return exact_day(dossier.request.begun_on)


def _asked(rule: Rule, look: Look) -> Iterator[Said]:
    if rule.stage.number > look.stage.number:
        yield Said(Answer.NOT_YET, "", NOT_YET)
        return
    silent = True
    try:
        for said in rule.judge(look):
            silent = False
            yield said
    except NotConfiguredError as missing:
        yield cannot_tell("", NOT_CONFIGURED, SET_IT, parameter=missing.name)
        return
    if silent:
        yield Said(Answer.PASS, "", PASSED)


def _found(rule: Rule, ruling: Ruling, rule_set: RuleSet, said: Said) -> Finding:
    return Finding(
        rule.number,
        said.answer,
        ruling.severity,
        rule.part,
        rule.stage,
        said.place,
        ruling.clause,
        rule_set.sources[ruling.clause.source],
        said.message,
        said.mend,
        said.facts,
    )
