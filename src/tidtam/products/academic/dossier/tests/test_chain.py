"""The chain of dates: which links hold, and the earliest day on which the appointment may begin."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tidtam.products.academic.dossier.drawing import chain_figure, draw, rows_of
from tidtam.products.academic.rulebook.chain import Chain, date_chain
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.rules import check
from tidtam.products.academic.rulebook.tests.generating import AS_OF, CONFIGURED, day, sample
from tidtam.products.academic.rulebook.tests.planting import put
from tidtam.thai.dates import format_numeric

pytestmark = pytest.mark.requirement("DOC-503")


def chain(*planted: tuple[str, object]) -> Chain:
    values = sample()
    for place, value in planted:
        put(place, value)(values)
    return date_chain(made_of(values))


def verdicts(made: Chain) -> list[bool | None]:
    return [made.holds_at(one) for one in made.days]


def test_in_order_every_link_holds() -> None:
    made = chain()
    assert verdicts(made) == [True] * 5
    assert made.earliest_appointment == date(2026, 1, 18)


@pytest.mark.parametrize(
    ("place", "typed", "expected", "earliest"),
    [
        ("/council/received_on", day(2026, 1, 13), [True, True, True, False, True], date(2026, 1, 13)),
        ("/council/appointed_on", day(2026, 1, 17), [True, True, True, True, False], date(2026, 1, 18)),
        ("/council/appointed_on", "", [True, True, True, True, None], date(2026, 1, 18)),
        ("/council/received_on", "ม.ค. 2569", [True, True, True, None, None], None),
        ("/applicant/signature/signed_on", day(2026, 1, 13), [True, False, True, True, True], date(2026, 1, 18)),
        ("/supervisors/certifications/0/signature/signed_on", "", [True, None, True, None, None], None),
    ],
)
def test_a_link_that_breaks_is_named_and_what_is_not_known_stays_open(
    place: str, typed: str, expected: list[bool | None], earliest: date | None
) -> None:
    made = chain((place, typed))
    assert verdicts(made) == expected
    assert made.earliest_appointment == earliest


def test_the_day_that_the_appointment_is_said_to_be_binds_it() -> None:
    said = ("/council/appointed_on_is", "improved_received")
    made = chain(said, ("/council/improved_received_on", day(2026, 3, 1)))
    assert (made.earliest_appointment, verdicts(made)[-1]) == (date(2026, 3, 1), False)
    assert chain(said).earliest_appointment is None
    published = ("/council/appointed_on_is", "publication_received")
    made = chain(published, ("/council/publication_received_on", day(2026, 1, 1)))
    assert made.earliest_appointment == date(2026, 1, 18)


def test_without_supervisors_nothing_is_lawful() -> None:
    assert chain(("/supervisors/certifications", [])).earliest_appointment is None


@given(st.lists(st.integers(0, 6), min_size=5, max_size=5))
def test_the_chain_and_the_rules_say_the_same(offsets: list[int]) -> None:
    values = sample()
    places = (
        "/applicant/signature/signed_on",
        "/supervisors/certifications/0/signature/signed_on",
        "/supervisors/certifications/1/signature/signed_on",
        "/council/received_on",
        "/council/appointed_on",
    )
    for place, offset in zip(places, offsets, strict=True):
        put(place, format_numeric(date(2026, 1, 10) + timedelta(days=offset)))(values)
    dossier = made_of(values)
    broken = {finding.rule for finding in check(dossier, CONFIGURED, AS_OF) if finding.is_fault}
    made = date_chain(dossier)
    supervisors = made.links[:2], made.links[2:4]
    assert ("DOC-204" in broken) == any(link.holds is False for link in supervisors[0])
    assert ("DOC-206" in broken) == any(link.holds is False for link in supervisors[1])
    earliest = made.earliest_appointment
    assert earliest is not None
    appointed = made.appointment.day
    assert appointed is not None
    assert (appointed >= earliest) == made.holds_at(made.appointment)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_picture_and_the_table_say_the_same(language: str) -> None:
    made = chain(("/council/appointed_on", day(2026, 1, 17)), ("/applicant/signature/signed_on", ""))
    with override(language):
        picture, figure = draw(made), chain_figure(made)
        rows = rows_of(made)
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own picture
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    drawn = "".join(element.text or "" for element in root.iter() if element.tag.endswith("text"))
    for element in root.iter():
        if element.tag.endswith("rect"):
            right = float(element.attrib["x"]) + float(element.attrib["width"])
            bottom = float(element.attrib["y"]) + float(element.attrib["height"])
            assert right <= width
            assert bottom <= height
    for row in rows:
        assert row.when.replace(" ", "") in drawn.replace(" ", "")
        assert str(row.when) in figure
    assert len([1 for element in root.iter() if element.tag.endswith("circle")]) == len(rows)
    assert ("18 ม.ค. 2569" if language == "th" else "18 Jan 2026") in figure


def test_names_cannot_break_the_picture() -> None:
    made = chain(("/supervisors/certifications/0/signature/name", "<script>&\"' สมศรี " + "ก" * 200))
    assert "<script" not in draw(made)
    ElementTree.fromstring(draw(made))  # noqa: S314 - our own picture
