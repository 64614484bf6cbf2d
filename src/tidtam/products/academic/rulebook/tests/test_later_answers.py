"""Committees, council, documents, experts and royal appointment: what cannot be told is not told as in order."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tidtam.products.academic.rulebook.chain import date_chain
from tidtam.products.academic.rulebook.choices import Answer, Stage
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.rules import FileFact, Finding, all_rules, check
from tidtam.thai.dates import format_numeric

from .generating import AS_OF, CONFIGURED, FACTS, RULES, Values, sample
from .planting import Change, put

_PROFILE = "/experts_approval/profiles/0"
_PHOTOGRAPH = "/royal/photographs/0/file"


def told(values: Values, *, stage: Stage | None = None, rules: object = CONFIGURED) -> list[Finding]:
    return check(made_of(values), rules, AS_OF, FACTS, stage=stage)  # type: ignore[arg-type]


def _published(on: str) -> Callable[[Values], None]:
    def plant(values: Values) -> None:
        values["works"][0]["published_on"] = on

    return plant


OPEN = [
    Change("DOC-402", "a month in which the list changed", _published("ม.ค. 2566"), "/works/0/published_on"),
    Change("DOC-402", "no date of publication", _published(""), "/works/0/published_on"),
    Change("DOC-402", "in a journal?", put("/works/0/is_in_journal", None), "/works/0/is_in_journal"),
    Change("DOC-403", "nothing assessed", put("/committee/assessments", []), "/committee/assessments"),
    Change(
        "DOC-404",
        "was the report considered?",
        put("/committee/assessments/0/report_considered", None),
        "/committee/assessments/0/report_considered",
    ),
    Change("DOC-405", "improved?", put("/works/1/is_improved", None), "/works/1/is_improved"),
    Change("DOC-405", "of which kind?", put("/works/0/kind", ""), "/works/0/kind"),
    Change("DOC-407", "nothing assessed", put("/committee/assessments", []), "/committee/assessments"),
    Change("DOC-411", "did it meet?", put("/committee/assessments/1/meets", None), "/committee/assessments/1/meets"),
    Change("DOC-411", "which work?", put("/committee/assessments/1/work", "x"), "/committee/assessments/1/work"),
    Change("DOC-503", "when received?", put("/council/received_on", "ม.ค. 2569"), "/council/received_on"),
    Change("DOC-503", "nobody certified", put("/supervisors/certifications", []), "/supervisors/certifications"),
    Change("DOC-602", "did it meet?", put("/committee/assessments/0/meets", None), "/committee/assessments/0/meets"),
    Change("DOC-603", "no work", put("/works", []), "/works"),
    Change(
        "DOC-604",
        "the academic council?",
        put("/documents/minutes/has_academic_council", None),
        "/documents/minutes/has_academic_council",
    ),
    Change("DOC-605", "no author on the form", put("/works/0/authors", []), "/works/0/authors"),
    Change("DOC-606", "of the field?", put("/committee/members/0/in_field", None), "/committee/members/0/in_field"),
    Change("DOC-607", "nobody on the committee", put("/committee/members", []), "/committee/members"),
    Change("DOC-701", "on the list?", put(f"{_PROFILE}/on_list", None), f"{_PROFILE}/on_list"),
    Change("DOC-701", "of which position?", put(f"{_PROFILE}/position", None), f"{_PROFILE}/position"),
    Change("DOC-703", "nobody proposed", put("/experts_approval/profiles", []), "/experts_approval/profiles"),
    Change("DOC-704", "changed?", put(f"{_PROFILE}/status_change", {}), f"{_PROFILE}/status_change/has_changed"),
    Change("DOC-801", "no field on the form", put("/request/field_name", ""), "/royal/history/field_name"),
    Change("DOC-801", "no code on the form", put("/request/field_code", "12"), "/royal/history/field_code"),
    Change(
        "DOC-801",
        "no date on the form",
        put("/history/appointments/0/appointed_on", "2553"),
        "/royal/history/appointments/0/appointed_on",
    ),
    Change(
        "DOC-802",
        "not in the list",
        put("/royal/decorations/1", {"name": "เครื่องราชอิสริยาภรณ์อื่น", "received_on": "5 ธ.ค. 2550"}),
        "/royal/decorations/1/decoration",
    ),
    Change("DOC-803", "no resolution", put(_PHOTOGRAPH, "of_unknown_size"), _PHOTOGRAPH),
    Change("DOC-803", "no border found", put(_PHOTOGRAPH, "of_unknown_border"), _PHOTOGRAPH),
    Change("DOC-803", "not examined", put(_PHOTOGRAPH, "lost"), _PHOTOGRAPH),
    Change("DOC-804", "employed how?", put("/request/employment_kind", ""), "/request/employment_kind"),
]


@pytest.mark.parametrize(
    "change", [pytest.param(one, id=str(one), marks=pytest.mark.requirement(one.rule)) for one in OPEN]
)
def test_what_is_missing_is_not_told_as_in_order(change: Change) -> None:
    values = sample()
    change.plant(values)
    found = [finding for finding in told(values) if finding.rule == change.rule]
    assert change.place in {finding.place for finding in found if finding.answer == Answer.CANNOT_TELL}
    assert Answer.PASS not in {finding.answer for finding in found}


@pytest.mark.requirement("ACA-10")
@pytest.mark.parametrize(
    "said",
    [
        {},
        {
            "works": [{"id": "a"}],
            "committee": {"assessments": [{"work": "a"}], "members": [{}]},
            "documents": {"participation": [{"work": "a", "participants": [{}]}]},
            "royal": {"decorations": [{}, {}], "photographs": [{}, {}], "history": {"appointments": [{}]}},
        },
    ],
    ids=["nothing", "empty entries"],
)
def test_an_empty_dossier_at_the_last_stage_is_nowhere_in_order(said: Values) -> None:
    values = {"request": {"position": "professor"}, "experts_approval": {"is_requested": True}} | said
    later = [finding for finding in told(values, stage=Stage.ROYAL) if finding.rule > "DOC-400"]
    assert {finding.rule for finding in later} == {rule.number for rule in all_rules() if rule.number > "DOC-400"}
    assert [finding.rule for finding in later if finding.answer == Answer.PASS] == []


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        pytest.param("DOC-402", "Databases of academic journals", marks=pytest.mark.requirement("DOC-402")),
        pytest.param(
            "DOC-605",
            "Roles that sign the evidence of participation besides the applicant",
            marks=pytest.mark.requirement("DOC-605"),
        ),
        pytest.param(
            "DOC-609",
            "Documents under letter Wor 16444 of 22 August B.E. 2566",
            marks=pytest.mark.requirement("DOC-609"),
        ),
    ],
)
def test_what_no_source_gives_is_not_configured_as_shipped(rule: str, name: str) -> None:
    with override("en"):
        (found,) = (one for one in told(sample(), rules=RULES) if one.rule == rule)
        assert found.answer == Answer.CANNOT_TELL
        assert f"Not configured: “{name}”" in found.message


@pytest.mark.parametrize(
    ("plant", "silent"),
    [
        pytest.param(
            put("/experts_approval/is_requested", False),
            {"DOC-701", "DOC-702", "DOC-703", "DOC-704", "DOC-705"},
            marks=pytest.mark.requirement("DOC-701", "DOC-702", "DOC-703", "DOC-704", "DOC-705"),
        ),
        pytest.param(
            put("/request/position", "associate_professor"),
            {"DOC-801", "DOC-802", "DOC-803", "DOC-804", "DOC-805"},
            marks=pytest.mark.requirement("DOC-801", "DOC-802", "DOC-803", "DOC-804", "DOC-805"),
        ),
        pytest.param(
            put("/request/employment_kind", "civil_servant"), {"DOC-804"}, marks=pytest.mark.requirement("DOC-804")
        ),
    ],
)
def test_nobody_is_asked_what_does_not_apply(plant: Callable[[Values], None], silent: set[str]) -> None:
    values = sample()
    plant(values)
    assert {rule.number for rule in all_rules()} - {finding.rule for finding in told(values)} == silent


@pytest.mark.requirement("DOC-803")
@pytest.mark.parametrize(
    ("employment", "word"), [("civil_servant", "ชุดปกติขาว"), ("university_employee", "ข้อบังคับของสถาบัน")]
)
def test_which_dress_it_must_be_follows_from_the_status(employment: str, word: str) -> None:
    values = sample()
    values["request"]["employment_kind"] = employment
    values["royal"]["photographs"][0]["dress_confirmed_by"] = ""
    (found,) = (one for one in told(values) if one.rule == "DOC-803")
    with override("th"):
        assert word in found.mend


@pytest.mark.requirement("DOC-803")
@pytest.mark.parametrize(
    ("millimetres", "fits"),
    [((30.0, 40.0), True), ((30.5, 40.9), True), ((29.4, 39.2), True), ((30.9, 41.3), False), ((29.0, 38.6), False)],
)
def test_a_side_may_differ_by_a_millimetre(millimetres: tuple[float, float], fits: bool) -> None:
    values = sample()
    values["royal"]["photographs"][0]["file"] = "cut"
    width, height = (round(side / 25.4 * 1_200) for side in millimetres)
    facts = FACTS | {"cut": FileFact("jpeg", dpi_x=1_200, dpi_y=1_200, inner_width=width, inner_height=height)}
    found = check(made_of(values), CONFIGURED, AS_OF, facts)
    assert any(one.is_fault for one in found if one.rule == "DOC-803") != fits


@pytest.mark.requirement("DOC-503")
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_the_rule_and_the_chain_of_dates_say_the_same(offsets: list[int]) -> None:
    values = sample()
    places = (
        "/supervisors/certifications/0/signature/signed_on",
        "/supervisors/certifications/1/signature/signed_on",
        "/council/received_on",
        "/council/appointed_on",
    )
    for place, offset in zip(places, offsets, strict=True):
        put(place, format_numeric(date(2026, 1, 12) + timedelta(days=offset)))(values)
    chain = date_chain(made_of(values))
    broken = any(finding.is_fault for finding in told(values) if finding.rule == "DOC-503")
    assert broken == (chain.holds_at(chain.appointment) is False)
