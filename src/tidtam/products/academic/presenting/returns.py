"""What the ministry asks to be mended, what the institution answers, and what changed between two editions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.products.academic import policies, queries
from tidtam.products.academic.choices import Fact
from tidtam.products.academic.dossier.presenting.changes import text_at
from tidtam.products.academic.dossier.presenting.notes import url_of
from tidtam.products.academic.dossier.queries import Judged, judge
from tidtam.products.academic.facts import as_it_said, sent_facts
from tidtam.products.academic.forms import AnswersForm, ReturnForm
from tidtam.products.academic.forms.returns import Proposal
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.queries import Letter, SeenBefore, Told, Version
from tidtam.products.academic.rulebook.choices import Answer, Severity
from tidtam.products.academic.rulebook.comparing import differences
from tidtam.products.academic.rulebook.pointing import is_within, spot_at, value_at
from tidtam.products.academic.rulebook.rules import Finding, place_words
from tidtam.products.academic.rulebook.structure import Dossier

from .facts import FORM_FIELD_OF, Text, fact_values, link_to

_MOST_PROPOSALS = 80


@dataclass(frozen=True, slots=True)
class Change:
    """What one place said, and what it says now."""

    title: str
    before: str
    after: str
    place: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A defect as it is read: what it is about, where it is mended, what was answered, what changed there."""

    told: Told
    about: Text
    link: str
    clause: str
    changes: tuple[Change, ...] = ()
    fields: tuple[BoundField, ...] = ()


def _judged(actor: Actor, item: AcademicRequest) -> Judged | None:
    return judge(actor, item.dossier) if item.dossier is not None else None


def shown_defects(actor: Actor, item: AcademicRequest, letter: Letter, judged: Judged | None) -> list[Shown]:
    return [_shown(actor, item, told, judged) for told in letter.defects]


def _shown(actor: Actor, item: AcademicRequest, told: Told, judged: Judged | None) -> Shown:
    clause = told.clause or {}
    words = str(clause.get("th" if (get_language() or "th").startswith("th") else "en", ""))
    if told.fact:
        fact = Fact(told.fact)
        link = link_to(item, fact) if fact in FORM_FIELD_OF and policies.can_change(actor, item) else ""
        return Shown(told, fact.label, link, words)
    link = url_of(judged, told.place) if judged is not None and told.place else ""
    return Shown(told, place_words(told.place) or _("The dossier as a whole"), link, words)


def return_form_facts(actor: Actor, item: AcademicRequest) -> dict[str, Any]:
    """What the form of a return is made from."""
    judged, seen = _judged(actor, item), SeenBefore(actor, item)
    facts: dict[str, Any] = {"is_first": seen.is_first}
    if judged is not None:
        facts |= {
            "proposals": list(_proposals(judged, seen))[:_MOST_PROPOSALS],
            "places": [(place, place_words(place)) for place in _places(judged.values)],
            "rules": [(each.number, f"{each.number} {str(each.clause)[:90]}") for each in judged.rule_set.rulings],
        }
    return facts


def _proposals(judged: Judged, seen: SeenBefore) -> Iterator[Proposal]:
    """One for each rule and place, whatever that rule says there."""
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in judged.findings:
        if _is_proposed(finding):
            same.setdefault((finding.rule, finding.place), []).append(finding)
    for finding, *others in same.values():
        override = judged.override_of(finding)
        kind = "settled" if override else finding.severity.value if finding.is_fault else "open"
        yield Proposal(
            rule=finding.rule,
            place=finding.place,
            where=place_words(finding.place),
            text=" ".join(part for each in (finding, *others) for part in (each.message, each.mend) if part),
            clause=f"{finding.source}, {finding.clause.at}",
            kind=kind,
            is_late=seen.is_late(rule=finding.rule, place=finding.place),
            reason=override.reason if override else "",
        )


def _is_proposed(finding: Finding) -> bool:
    """What is not in order, and what must be and could not be told."""
    return finding.is_fault or (finding.answer == Answer.CANNOT_TELL and finding.severity == Severity.MUST)


def _places(values: dict[str, Any]) -> Iterator[str]:
    """The parts of the dossier, and in them the lists with their entries."""
    for part in Dossier.model_fields:
        yield f"/{part}"
        yield from _lists(values.get(part), f"/{part}")


def _lists(value: object, place: str) -> Iterator[str]:
    spot = spot_at(place)
    if spot is not None and spot.is_list and isinstance(value, list):
        yield from (f"{place}/{index}" for index in range(len(value)))
    elif isinstance(value, dict):
        for name, inner in value.items():
            inside = spot_at(f"{place}/{name}")
            if inside is not None and inside.is_list:
                yield inside.place
                yield from _lists(inner, inside.place)


def return_page(item: AcademicRequest, form: ReturnForm) -> dict[str, Any]:
    values = fact_values(item, "")
    return {
        "form": form,
        "item": item,
        "proposals": form.proposal_fields(),
        "facts": [(values.get(fact, ""), bound) for fact, bound in form.fact_fields()],
        "own": form.own_fields(),
        "late": form["late_reason"] if "late_reason" in form.fields else None,
    }


def answer_page(actor: Actor, item: AcademicRequest, form: AnswersForm) -> dict[str, Any]:
    shown_ones = shown_defects(actor, item, form.letter, _judged(actor, item))
    defects = [replace(each, fields=form.fields_of(each.told.number)) for each in shown_ones]
    return {"form": form, "item": item, "letter": form.letter, "defects": defects}


def returns_page(actor: Actor, item: AcademicRequest, chosen: str) -> dict[str, Any]:
    """One letter, the last if no other was chosen: each defect, its answer, and what changed."""
    letters = queries.letters_of(actor, item)
    letter = next((each for each in letters if str(each.number) == chosen), letters[-1] if letters else None)
    context: dict[str, Any] = {"item": item, "letters": letters, "letter": letter}
    if letter is None:
        return context
    judged = _judged(actor, item)
    pair = _before_and_after(actor, item, letter, judged)
    changes = list(_changes(item, *pair, judged)) if pair else []
    context["defects"] = [
        replace(each, changes=tuple(change for change in changes if _concerns(change, each.told)))
        for each in shown_defects(actor, item, letter, judged)
    ]
    context["changes"] = changes
    context["is_sent_again"] = bool(pair and pair[1].edition)
    context["can_compare"] = pair is not None
    return context


def _before_and_after(
    actor: Actor, item: AcademicRequest, letter: Letter, judged: Judged | None
) -> tuple[Version, Version] | None:
    """The edition that was returned and the one sent next; while there is none, the institution sees how it stands."""
    editions = queries.editions_of_request(actor, item)
    before = next((each for each in editions if each.pk == letter.edition_id), None)
    if before is None:
        return None
    after = next((each for each in editions if each.number == before.number + 1), None)
    wanted = [before, after] if after else [before]
    contents: dict[UUID, Version] = queries.contents_of_editions(actor, item, wanted)
    if after is not None:
        return contents[before.pk], contents[after.pk]
    if not policies.is_of_institution(actor, item):
        return None
    return contents[before.pk], Version(None, sent_facts(item), judged.values if judged else {})


def _changes(item: AcademicRequest, before: Version, after: Version, judged: Judged | None) -> Iterator[Change]:
    was, now = (fact_values(as_it_said(item, version.facts), "") for version in (before, after))
    for fact, value in now.items():
        if was[fact] != value:
            yield Change(str(fact.label), was[fact], value, fact=fact.value)
    if judged is None:
        return
    for place in differences(before.dossier, after.dossier):
        then, now_there = (text_at(judged, place, value_at(version.dossier, place)) for version in (before, after))
        yield Change(place_words(place), then, now_there, place=place)


def _concerns(change: Change, told: Told) -> bool:
    if told.fact or change.fact:
        return told.fact == change.fact
    return is_within(change.place, told.place) or is_within(told.place, change.place)
