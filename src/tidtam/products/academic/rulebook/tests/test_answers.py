"""The four answers: never “in order” for want of data."""

from collections.abc import Callable

import pytest
from django.utils.translation import override

from tidtam.products.academic.rulebook.choices import Answer, Stage
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.rules import Finding, all_rules, check, place_words, rule_numbered

from .generating import AS_OF, CONFIGURED, FACTS, RULES, Values, sample
from .planting import put

Plant = Callable[[Values], object]
_CERTIFICATION = "/supervisors/certifications/0"


def findings(values: Values, rule: str, **given: object) -> list[Finding]:
    rules = given.pop("rules", CONFIGURED)
    found = check(made_of(values), rules, AS_OF, **given)  # type: ignore[arg-type]
    return [finding for finding in found if finding.rule == rule]


@pytest.mark.requirement("DOC-301")
def test_a_rule_without_its_parameter_says_not_configured() -> None:
    with override("en"):
        found = [(finding.answer, finding.message) for finding in findings(sample(), "DOC-301", rules=RULES)]
    assert found == [
        (
            Answer.CANNOT_TELL,
            "Not configured: “Levels of the assessment of teaching that are enough” has not been set for this "
            "institution.",
        )
    ]


@pytest.mark.requirement("DOC-301")
def test_what_is_wrong_anyway_is_told_also_without_parameters() -> None:
    values = sample()
    put("/teaching/courses/0/own_hours", "")(values)
    answers = [finding.answer for finding in findings(values, "DOC-301", rules=RULES)]
    assert answers == [Answer.FAIL, Answer.CANNOT_TELL]


@pytest.mark.requirement("ACA-10")
def test_every_parameter_and_list_that_a_rule_needs_stands_in_the_set() -> None:
    for rule in all_rules():
        for key in rule.needs:
            assert key in RULES.lists or RULES.parameter(key), f"{rule.number} needs {key}"


@pytest.mark.requirement("ACA-10")
@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.needs], ids=lambda rule: rule.number)
def test_what_a_rule_needs_decides_whether_it_can_tell(rule: object) -> None:
    """Without any of the lists and parameters that it names, a rule never says “in order”."""
    numbered = rule_numbered(rule.number)  # type: ignore[attr-defined]
    assert numbered is not None
    bare = RULES.with_values({one.key: "" for one in RULES.parameters}).with_changed(lists={})
    answers = {finding.answer for finding in findings(sample(), numbered.number, rules=bare)}
    assert Answer.CANNOT_TELL in answers
    assert Answer.PASS not in answers


@pytest.mark.parametrize(
    ("rule", "place", "told_at"),
    [
        ("DOC-104", "/history/qualifications/0/is_foreign", "/history/qualifications/0/is_foreign"),
        ("DOC-105", "/history/posts/0/began_on", "/history/posts/0/began_on"),
        ("DOC-106", "/history/appointments/0/appointed_on", "/history/appointments/0/appointed_on"),
        ("DOC-107", "/request/position", "/request/position"),
        ("DOC-202", "/applicant/given_name", "/applicant/given_name"),
        ("DOC-203", "/applicant/signature/signed_on", "/applicant/signature/signed_on"),
        ("DOC-204", "/applicant/signature/signed_on", "/applicant/signature/signed_on"),
        ("DOC-204", f"{_CERTIFICATION}/signature/signed_on", f"{_CERTIFICATION}/signature/signed_on"),
        ("DOC-205", f"{_CERTIFICATION}/certifier", f"{_CERTIFICATION}/certifier"),
        ("DOC-206", "/council/received_on", "/council/received_on"),
        ("DOC-302", "/request/received_on", "/request/received_on"),
        ("DOC-302", "/teaching/for_position", "/teaching/for_position"),
    ],
)
def test_what_is_missing_or_unreadable_is_not_told_as_in_order(rule: str, place: str, told_at: str) -> None:
    values = sample()
    is_choice = place.endswith(("is_foreign", "position", "certifier"))
    put(place, None if is_choice else "" if place.endswith("name") else "เมื่อวาน")(values)
    if place.endswith("given_name"):
        values["applicant"]["family_name"] = ""
    found = findings(values, rule)
    assert [finding.place for finding in found if finding.answer == Answer.CANNOT_TELL] == [told_at]
    assert Answer.PASS not in {finding.answer for finding in found}


def _same_title(values: Values) -> None:
    values["works"][1] |= {"title": values["works"][0]["title"], "year": ""}


def _foreign_title(values: Values) -> None:
    values["applicant"] |= {"prefix": "Mr.", "identity_kind": None}


def _two_current_posts(values: Values) -> None:
    """As people write it: appointed to a higher position, still in the same post."""
    values["history"]["posts"][0] |= {"ended_on": "", "is_current": True}


@pytest.mark.parametrize(
    ("rule", "plant", "told_at"),
    [
        ("DOC-001", _same_title, "/works/1/year"),
        ("DOC-101", _foreign_title, "/applicant/identity_kind"),
        ("DOC-105", _two_current_posts, "/history/posts/2/is_concurrent"),
        ("DOC-106", put("/request/method", None), "/request/method"),
        ("DOC-107", put("/request/method", None), "/request/method"),
        ("DOC-202", put(f"{_CERTIFICATION}/signature/name", "Mr. Somsri Truatdee"), f"{_CERTIFICATION}/signature/name"),
        ("DOC-202", put("/applicant/family_name", "-"), "/applicant/given_name"),
        ("DOC-203", put("/supervisors/certifications", []), "/supervisors/certifications"),
        ("DOC-205", put("/supervisors/certifications", []), "/supervisors/certifications"),
        ("DOC-403", put("/committee/assessments/0/work", ""), "/committee/assessments/0/work"),
        ("DOC-404", put("/committee/assessments/0/work", ""), "/committee/assessments/0/work"),
        ("DOC-605", put("/works/0/authors", []), "/works/0/authors"),
        ("DOC-801", put("/history/appointments", []), "/history/appointments"),
    ],
)
def test_what_cannot_be_compared_is_neither_right_nor_wrong(rule: str, plant: Plant, told_at: str) -> None:
    values = sample()
    plant(values)
    found = findings(values, rule, facts=FACTS)
    assert told_at in {finding.place for finding in found if finding.answer == Answer.CANNOT_TELL}
    assert Answer.PASS not in {finding.answer for finding in found}


@pytest.mark.requirement("DOC-202")
def test_a_passport_holder_with_one_name_is_compared_by_it() -> None:
    values = sample()
    values["applicant"] |= {
        "identity_kind": "passport",
        "given_name": "",
        "given_name_en": "Suharto",
        "family_name": "",
    }
    for certification in values["supervisors"]["certifications"]:
        certification["signature"]["name"] = "Dr. Sukarno"
    assert [finding.answer for finding in findings(values, "DOC-202")] == [Answer.PASS]
    put(f"{_CERTIFICATION}/signature/name", "Dr. Suharto")(values)
    assert Answer.FAIL in {finding.answer for finding in findings(values, "DOC-202")}


@pytest.mark.parametrize("number", ["DOC-801", "DOC-805"])
def test_whose_position_is_not_said_may_be_a_professor(number: str) -> None:
    values = sample()
    put("/royal/documents/background_check", [])(values)
    put("/royal/history/field_name", "")(values)
    put("/request/position", None)(values)
    assert Answer.FAIL in {finding.answer for finding in findings(values, number)}
    put("/request/position", "associate_professor")(values)
    assert findings(values, number) == []


@pytest.mark.requirement("DOC-703")
def test_whoever_enters_experts_asks_for_their_approval() -> None:
    values = sample()
    values["experts_approval"] |= {"is_requested": None}
    assert findings(values, "DOC-703")
    values["experts_approval"] |= {"is_requested": False}
    assert findings(values, "DOC-703") == []


@pytest.mark.requirement("DOC-201")
def test_nobody_is_asked_before_the_stage_has_come() -> None:
    values = sample()
    values["supervisors"]["certifications"] = []
    assert [one.answer for one in findings(values, "DOC-201", stage=Stage.APPLICANT)] == [Answer.NOT_YET]
    assert {one.answer for one in findings(values, "DOC-201", stage=Stage.SUPERVISOR)} == {Answer.FAIL}


@pytest.mark.requirement("DOC-206")
def test_how_far_a_dossier_has_come_follows_from_what_it_says() -> None:
    values = sample()
    assert [one.answer for one in findings(values, "DOC-206")] == [Answer.PASS]
    for part in [part for part in values if part not in ("request", "applicant", "history", "works", "supervisors")]:
        del values[part]
    assert [one.answer for one in findings(values, "DOC-206")] == [Answer.NOT_YET]
    assert [one.answer for one in findings(values, "DOC-203")] == [Answer.PASS]


@pytest.mark.parametrize(
    ("place", "thai", "english"),
    [
        ("", "", ""),
        (
            "/works/2/authors/0/name",
            "ผลงานลำดับที่ 3, ผู้แต่งลำดับที่ 1, ชื่อผู้แต่งหรือผู้ร่วมงาน",
            "Work no. 3, Author no. 1, Name of the author",
        ),
        ("/works", "ผลงานทางวิชาการ", "Academic works"),
        ("/works/0/evidence/1", "ผลงานลำดับที่ 1, ตัวผลงาน, ไฟล์ที่ 2", "Work no. 1, The work, File no. 2"),
        ("/applicant/prefix", "ผู้ขอ, คำนำหน้านาม", "The applicant, Title before the name"),
    ],
)
def test_a_place_is_told_in_words(place: str, thai: str, english: str) -> None:
    with override("th"):
        assert place_words(place) == thai
    with override("en"):
        assert place_words(place) == english
