"""No rule says “in order” for want of data: what it reads is found out by watching it read, and taken away."""

import json
from typing import Any

import pytest

from tidtam.products.academic.rulebook.choices import Answer, Stage
from tidtam.products.academic.rulebook.pointing import spot_at, value_at
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.rules import Rule, all_rules, check
from tidtam.products.academic.rulebook.rules.walking import pieces_in
from tidtam.products.academic.rulebook.structure import Piece, Widget

from .generating import AS_OF, CONFIGURED, FACTS, Values, sample
from .planting import put

pytestmark = pytest.mark.requirement("ACA-10")
Seen = list[tuple[Piece, str]]
UNREADABLE = "เมื่อวาน"
RULES = [pytest.param(rule, id=rule.number) for rule in all_rules()]

NOT_NEEDED: dict[str, str] = {
    # Each rule with what it looks at but can do without. Of a date, a signature or a work that is not there it has
    # nothing to say; another rule asks for it.
    "DOC-000": "*",
    "DOC-003": "*",
    # A year decides only between two works of the same title.
    "DOC-001": "/works/*/year",
    # An academic title in the name is looked for where there is a name; whoever names no document is a Thai.
    "DOC-101": "/applicant/given_name /applicant/identity_kind",
    # English alone is a full name too.
    "DOC-103": "/history/qualifications/*/degree",
    # Of a Thai degree nobody asks for the country.
    "DOC-104": "/history/qualifications/*/country",
    # “Now” is the day of the signature or, without one, today.
    "DOC-105": "/applicant /applicant/signature /applicant/signature/signed_on",
    # Whoever has no title holds no position; by the ordinary method the positions below follow from the request.
    "DOC-106": "/applicant /applicant/academic_title",
    "DOC-107": "/applicant /applicant/academic_title /history /history/appointments /history/appointments/*/position"
    " /works /works/*/title",
    # That somebody else is not the applicant need not be said.
    "DOC-108": "/works/*/authors/*/is_applicant",
    "DOC-401": "/works/*/authors/*/is_applicant /works/*/id",
    "DOC-605": "/works/*/authors/*/is_applicant /works/*/id /works",
    # A work of an earlier request that is not said to be one is judged as one of this request.
    "DOC-402": "/works/*/used_for",
    "DOC-405": "/works/*/used_for",
    "DOC-603": "/works/*/used_for",
    # Works that nobody assessed.
    "DOC-404": "/works /works/*/id /works/*/kind /works/*/title /works/*/year",
    "DOC-411": "/works /works/*/id",
    "DOC-602": "/works /works/*/id",
    # The share or the role is enough; the signature is compared with the chair where one is named.
    "DOC-407": "/committee/assessments/*/share /committee/members /committee/members/*/is_chair",
    # The institution may have received the request on another day.
    "DOC-501": "/request/received_on",
    # Of a member in the field, or on the list, nothing more is asked.
    "DOC-606": "/committee/members/*/name",
    "DOC-607": "/committee/members/*/name",
    # The order is compared with the day on which the committee signed, once it has.
    "DOC-608": "/committee /committee/signature /committee/signature/signed_on",
    "DOC-609": "/documents/letter",
    # Whoever enters experts asks for their approval.
    **dict.fromkeys(("DOC-701", "DOC-702", "DOC-703", "DOC-704", "DOC-705"), "/experts_approval/is_requested"),
    # As long as no position is said it may be a professor's.
    "DOC-801": "/applicant /applicant/academic_title /request/method /request/position /history/appointments",
    "DOC-802": "/request /request/position",
    "DOC-803": "/request /request/position /request/employment_kind /royal/photographs",
    "DOC-804": "/request/position",
    "DOC-805": "/request /request/position",
}
APPROVAL = ("DOC-701", "DOC-702", "DOC-703", "DOC-704", "DOC-705")
"""Nobody is asked where nobody asks that experts be approved."""


def answers(values: Values, rule: Rule) -> set[Answer]:
    alone = CONFIGURED.with_changed(rulings=tuple(one for one in CONFIGURED.rulings if one.number == rule.number))
    return {finding.answer for finding in check(made_of(values), alone, AS_OF, FACTS, stage=Stage.ROYAL)}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Which field of which piece was looked at."""
    seen: Seen = []

    def watched(piece: Piece, name: str) -> Any:
        if not name.startswith(("_", "model_")):
            seen.append((piece, name))
        return object.__getattribute__(piece, name)

    monkeypatch.setattr(Piece, "__getattribute__", watched)
    return seen


@pytest.fixture
def inputs(request: pytest.FixtureRequest, read: Seen, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the rule looks at in a dossier that is in order, as far as anything stands there."""
    (rule,) = request.node.callspec.params.values()
    values, dossier = sample(), made_of(sample())
    alone = CONFIGURED.with_changed(rulings=tuple(one for one in CONFIGURED.rulings if one.number == rule.number))
    places = {id(piece): place for place, piece in pieces_in(dossier)}
    read.clear()
    check(dossier, alone, AS_OF, FACTS, stage=Stage.ROYAL)
    found = {f"{places[id(piece)]}/{name}" for piece, name in read if id(piece) in places}
    monkeypatch.undo()
    return sorted(place for place in found if value_at(values, place) not in (None, "", [], {}))


def without(values: Values, *places: str) -> Values:
    changed: Values = json.loads(json.dumps(values))
    # From the last: an entry taken away moves those after it.
    for place in sorted(places, reverse=True):
        *steps, last = place.split("/")[1:]
        holder: Any = changed
        for step in steps:
            holder = holder[int(step)] if isinstance(holder, list) else holder.get(step, {})
        holder.pop(last, None)
    return changed


def is_needed(rule: Rule, place: str) -> bool:
    pattern = "/".join("*" if step.isdecimal() else step for step in place.split("/"))
    return NOT_NEEDED.get(rule.number) != "*" and pattern not in NOT_NEEDED.get(rule.number, "").split()


@pytest.mark.parametrize("rule", RULES)
def test_an_empty_dossier_is_in_order_by_no_rule(rule: Rule) -> None:
    assert answers({}, rule) == (set() if rule.number in APPROVAL else answers({}, rule) - {Answer.PASS})
    parts: tuple[Values, ...] = (
        {"request": {"position": "professor", "method": "ordinary"}, "experts_approval": {"is_requested": True}},
        {name: {} for name in sample() if name != "works"}
        | {"experts_approval": {"is_requested": True}, "works": [{}]},
    )
    for values in parts:
        assert answers(values, rule)
        assert Answer.PASS not in answers(values, rule)


@pytest.mark.parametrize("rule", RULES)
def test_without_all_that_it_reads_a_rule_says_no_pass(rule: Rule, inputs: list[str]) -> None:
    assert answers(sample(), rule) == {Answer.PASS}
    assert Answer.PASS not in answers(without(sample(), *inputs), rule)


@pytest.mark.parametrize("rule", RULES)
def test_without_any_one_of_its_inputs_a_rule_says_no_pass(rule: Rule, inputs: list[str]) -> None:
    """Each field, each list, and each list with an entry in which nothing stands."""
    passed = []
    for place in inputs:
        stood = value_at(sample(), place)
        worse = [without(sample(), place)]
        if isinstance(stood, list) and isinstance(stood[0], dict):
            worse.append(without(sample()))
            value_at(worse[-1], place).append({})
        passed += [place for values in worse if Answer.PASS in answers(values, rule) and is_needed(rule, place)]
    assert passed == []


@pytest.mark.parametrize("rule", RULES)
def test_with_a_date_that_cannot_be_read_a_rule_says_no_pass(rule: Rule, inputs: list[str]) -> None:
    passed = []
    for place in inputs:
        spot = spot_at(place)
        if spot is not None and spot.ask.widget == Widget.DATE:
            values = sample()
            put(place, UNREADABLE)(values)
            if Answer.PASS in answers(values, rule) and (rule.number == "DOC-000" or is_needed(rule, place)):
                passed.append(place)
    assert passed == []


def test_what_is_not_needed_is_named_of_rules_there_are() -> None:
    assert set(NOT_NEEDED) <= {rule.number for rule in all_rules()}
