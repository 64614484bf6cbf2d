"""The picture of a process: everything in it, nothing over something else, readable for whoever cannot see it."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from tidtam.tracking.definitions import Definition, read_file
from tidtam.tracking.drawing import draw, draw_file, hints
from tidtam.tracking.drawing.layout import WIDTH, arrange
from tidtam.tracking.drawing.lettering import lines_of
from tidtam.tracking.explaining import explain

from .factories import PROCESS, sample_file

pytestmark = pytest.mark.requirement("TRK-04")
TAG = "{http://www.w3.org/2000/svg}"

STRAIGHT = re.sub(r"\n  \[\[steps.outcomes\]\]\n  key = \"(refuse|amend)\".*?\n\n", "\n", PROCESS, flags=re.DOTALL)
STRAIGHT = re.sub(r"\[\[steps\]\]\nkey = \"amend\".*?\n\n", "", STRAIGHT, flags=re.DOTALL)
STRAIGHT = STRAIGHT[: STRAIGHT.index('[[endings]]\nkey = "refused"')]


def drawn(text: str = PROCESS, language: str = "th") -> ElementTree.Element:
    with override(language):
        return ElementTree.fromstring(draw(read_file(text, file="sample.toml").definition))  # noqa: S314 - our own


def test_it_has_a_box_for_every_step_ending_and_outcome_and_a_way_for_every_outcome() -> None:
    definition, picture = sample_file().definition, drawn()
    outcomes = [outcome for step in definition.steps for outcome in step.outcomes]
    named = [outcome for outcome in outcomes if outcome.key]
    assert len(picture.findall(f"./{TAG}rect")) == len(definition.steps) + len(definition.endings) + len(named)
    assert len(picture.findall(f"./{TAG}g/{TAG}path")) == len(outcomes)
    words = [text for element in picture.iter() for text in element.itertext()]
    assert {"2. ตรวจเอกสาร", "ครบถ้วน", "ไม่รับพิจารณา", "อนุมัติ", "15 วันทำการ"} <= set(words)


def test_it_keeps_the_security_policy_of_pages() -> None:
    picture = drawn()
    assert not [key for element in picture.iter() for key in element.attrib if key == "style" or key.startswith("on")]
    assert not picture.findall(f".//{TAG}style")


def test_it_is_as_wide_as_a_phone_and_no_box_lies_over_another() -> None:
    sheet = arrange(sample_file().definition)
    assert sheet.width == WIDTH
    spans = [(box.top, box.bottom) for box in sheet.boxes]
    assert all(above[1] < below[0] for above, below in combinations(spans, 2))


def test_two_ways_that_pass_each_other_have_lanes_of_their_own() -> None:
    """Only ways to the same box run together."""
    definition = long_process(12)
    bent = [way for way in arrange(definition).ways if not way.is_straight]
    together = [
        (one, other)
        for one, other in combinations(bent, 2)
        if one.lane == other.lane
        and one.is_back == other.is_back
        and one.end != other.end
        and min(one.start, one.end) <= max(other.start, other.end)
        and min(other.start, other.end) <= max(one.start, one.end)
    ]
    assert len(bent) > 12
    assert together == []


def long_process(steps: int) -> Definition:
    """From every step one way on, one back to the first step, one out."""
    head = PROCESS[: PROCESS.index("[[steps]]")]
    parts = [
        f"""
        [[steps]]
        key = "s{number}"
        name = {{ th = "ขั้นตอน", en = "Step" }}
        explanation = {{ th = "ทำ", en = "Do" }}
        actor = "subject"
        [[steps.outcomes]]
        key = "on"
        name = {{ th = "ต่อไป", en = "On" }}
        next = "{f"s{number + 1}" if number + 1 < steps else "done"}"
        [[steps.outcomes]]
        key = "back"
        name = {{ th = "กลับ", en = "Back" }}
        next = "s{number // 2}"
        [[steps.outcomes]]
        key = "out"
        name = {{ th = "ออก", en = "Out" }}
        next = "out"
        """
        for number in range(steps)
    ]
    ends = """
    [[endings]]
    key = "done"
    name = { th = "เสร็จ", en = "done" }
    [[endings]]
    key = "out"
    name = { th = "ออก", en = "out" }
    early = true
    """
    return read_file("\n".join([head, *parts, ends]), file="long.toml").definition


def test_only_the_signs_that_are_there_are_explained() -> None:
    with override("en"):
        assert hints(sample_file().definition) == [
            "Lines on the right lead ahead.",
            "Lines on the left lead back.",
            "A dashed border marks an end before the course is run.",
        ]
        assert hints(read_file(STRAIGHT, file="sample.toml").definition) == []


@pytest.mark.requirement("PER-01")
def test_a_limit_is_marked_by_a_clock_and_told_in_words() -> None:
    text = PROCESS.replace('actor = "subject"', 'actor = "subject"\ndeadline = { months = 6, warn = [30, 7] }')
    with override("en"):
        definition = read_file(text, file="sample.toml").definition
        assert [box.name for box in arrange(definition).boxes if box.has_clock] == ["4. Amend the work"]
        assert "60 working days · limit: 6 months" in draw(definition)
        assert "A clock marks a step with a limit set by rules." in hints(definition)
        assert explain(definition)[3].ways == (
            "On to step 3, Committee",
            "People are reminded this many days before the limit: 30, 7",
            "After the limit the matter is shown as overdue and goes on",
        )
    assert len(drawn(text).findall(f".//{TAG}circle")) == 1


def test_names_cannot_break_out_of_it() -> None:
    text = PROCESS.replace('en = "Committee"', 'en = "<script>&amp;"')
    with override("en"):
        for picture in (draw(read_file(text, file="x").definition), draw_file(read_file(text, file="x").definition)):
            assert "<script>" not in picture
            assert "&lt;script&gt;&amp;amp;" in picture


def test_a_picture_in_a_file_has_its_words_for_those_who_do_not_see_it_and_for_programs_without_html() -> None:
    with override("th"):
        picture = ElementTree.fromstring(draw_file(sample_file().definition))  # noqa: S314 - our own
    assert picture.findtext(f"{TAG}title") == "คำขอตัวอย่าง"
    assert "2. ตรวจเอกสาร: ครบถ้วน:" in (picture.findtext(f"{TAG}desc") or "")
    plain = "".join(element.text or "" for element in picture.iter(f"{TAG}text"))
    assert "2. ตรวจเอกสาร" in plain


@pytest.mark.parametrize(
    "text", ["คณะกรรมการพิจารณาผลงานทางวิชาการของผู้ขอรับการประเมิน", "เสนอ ก.พ.อ. พิจารณา", "a long name"]
)
def test_lines_are_broken_between_letters_and_nothing_is_lost(text: str) -> None:
    lines = lines_of(text, 90, 16)
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not [line for line in lines if re.match("[\u0e30-\u0e3a\u0e45-\u0e4e]", line)]
    assert not [line for line in lines if line[-1] in "เแโใไ"]
