"""What the rules find of an expert, of names, and of the committee as a whole."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tidtam.products.academic.experts.choices import ConflictKind, Relation, Seat
from tidtam.products.academic.experts.conflicts import Candidate, Matter, Numbers, conflicts, remarks
from tidtam.products.academic.experts.naming import Named, Register, can_be_one
from tidtam.products.academic.rulebook.choices import Position

pytestmark = pytest.mark.requirement("ACA-12")

OWN, ELSEWHERE, APPLICANT, ALSO_APPLICANT = uuid4(), uuid4(), uuid4(), uuid4()
EXPERT = Candidate(
    names=("ศ.ดร.ปรีชา ทดสอบเลิศ", "Preecha Todsoblert"),
    person_id=None,
    institution_id=ELSEWHERE,
    institution_name="",
    position=Position.PROFESSOR,
    field_codes=("0501",),
    is_listed=True,
)
MATTER = Matter(
    applicant_records=frozenset({APPLICANT, ALSO_APPLICANT}),
    applicant_names=("นางสาวธารา ตัวอย่างวงศ์",),
    organization_id=OWN,
    organization_names=("มหาวิทยาลัยหนึ่ง", "University One"),
    position=Position.PROFESSOR,
    field_code="0501",
    coauthors=Register(()),
    supervisors=Register(()),
)


def kinds(candidate: Candidate, matter: Matter = MATTER) -> list[ConflictKind]:
    return [found.kind for found in conflicts(candidate, matter)]


def test_nothing_is_found_of_whom_nothing_is_wrong() -> None:
    assert kinds(EXPERT) == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"institution_id": OWN}, ConflictKind.SAME_INSTITUTION),
        ({"institution_id": None, "institution_name": "มหาวิทยาลัย หนึ่ง"}, ConflictKind.SAME_INSTITUTION),
        ({"institution_id": None, "institution_name": "UNIVERSITY ONE"}, ConflictKind.SAME_INSTITUTION),
        ({"institution_id": None, "institution_name": "ม.หนึ่ง"}, ConflictKind.SAME_INSTITUTION),
        ({"institution_id": None, "institution_name": "Univ. One"}, ConflictKind.SAME_INSTITUTION),
        ({"relation": Relation.SUPERVISOR}, ConflictKind.SUPERVISOR),
        ({"relation": Relation.FORMER_SUPERVISOR}, ConflictKind.FORMER_SUPERVISOR),
        ({"position": Position.ASSOCIATE_PROFESSOR}, ConflictKind.LOWER_POSITION),
        ({"position": ""}, ConflictKind.LOWER_POSITION),
        ({"field_codes": ("0502",)}, ConflictKind.OTHER_FIELD),
        ({"field_codes": ()}, ConflictKind.OTHER_FIELD),
        ({"is_listed": False}, ConflictKind.NOT_LISTED),
        ({"person_id": APPLICANT}, ConflictKind.SAME_PERSON),
        ({"person_id": ALSO_APPLICANT}, ConflictKind.SAME_PERSON),
        ({"institution_id": OWN, "names": ("ดร.ธารา ตัวอย่างวงศ์",)}, ConflictKind.SAME_PERSON),
    ],
)
def test_each_rule_finds_what_it_is_for_and_nothing_else(changed: dict[str, object], kind: ConflictKind) -> None:
    assert kinds(replace(EXPERT, **changed)) == [kind]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"institution_id": None, "institution_name": "มหาวิทยาลัยหนึ่งสอง"},
        {"institution_id": None, "institution_name": "ม.สอง"},
        {"institution_id": None, "institution_name": "."},
        {"position": Position.PROFESSOR, "field_codes": ("0502", "0501")},
        {"names": ("ธารา ตัวอย่างวงศ์",)},  # a namesake elsewhere is another person
    ],
)
def test_near_misses_are_not_found(changed: dict[str, object]) -> None:
    assert kinds(replace(EXPERT, **changed)) == []  # type: ignore[arg-type]


def test_authors_and_supervisors_are_compared_in_both_languages_and_told_as_they_stand_there() -> None:
    english, thai = Named("Todsoblert, P.", "/works/0/authors/1"), Named("ปรีชา ทดสอบเลิศ", "/works/3/authors/0")
    authors = [Named("สมชาย ใจดี"), english, thai]
    certified = [Named("รศ.ปรีชา  ทดสอบเลิศ", "/supervisors/certifications/0")]
    found = conflicts(EXPERT, replace(MATTER, coauthors=Register(authors), supervisors=Register(certified)))
    assert [(each.kind, each.seen) for each in found] == [
        (ConflictKind.CO_AUTHOR, (english, thai)),
        (ConflictKind.SUPERVISOR, tuple(certified)),
    ]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("ศ.ดร.ปรีชา ทดสอบเลิศ", "ปรีชา ทดสอบเลิศ", True),
        ("พล.ต.ต.ปรีชา ทดสอบเลิศ", "นายปรีชา   ทดสอบเลิศ", True),
        ("ปรีชา ทดสอบเลิศ ตัวอย่าง", "ปรีชา ทดสอบเลิศ", True),
        ("Preecha Todsob-Lert", "Preecha Todsob", True),
        ("Preecha Todsob", "Todsob, P.", True),
        ("Preecha Todsob", "P. Todsob", True),
        ("Preecha Todsob", "Todsob P", True),
        ("Dr. Preecha TODSOB", "Todsob, Preecha", True),
        ("ปรีชา ทดสอบเลิศ", "ปรีชา ทดสอบ", False),
        ("ปรีชา ทดสอบเลิศ", "ปรีดา ทดสอบเลิศ", False),
        ("Preecha Todsob", "Todsob, S.", False),
        ("Preecha Todsob", "Preecha Other", False),
        ("ปรีชา", "ปรีชา ทดสอบเลิศ", False),
        ("", "ปรีชา ทดสอบเลิศ", False),
    ],
)
def test_names_are_one_whatever_is_written_around_them(first: str, second: str, same: bool) -> None:
    assert can_be_one(first, second) is can_be_one(second, first) is same


def test_numbers_nobody_configured_are_said_to_be_so_and_never_passed() -> None:
    found = remarks([Seat.CHAIR, Seat.MEMBER], 1, Numbers())
    assert [each.is_open for each in found] == [False, False]
    assert len(remarks([Seat.CHAIR], 0, Numbers())) == 1


@pytest.mark.parametrize(
    ("seats", "inside", "wrong"),
    [
        ([Seat.CHAIR, Seat.MEMBER, Seat.MEMBER], 1, 0),
        ([Seat.CHAIR, Seat.MEMBER], 0, 1),
        ([Seat.CHAIR, *[Seat.MEMBER] * 5], 0, 1),
        ([Seat.CHAIR, Seat.MEMBER, Seat.MEMBER], 2, 1),
        ([Seat.MEMBER, Seat.MEMBER, Seat.MEMBER], 0, 1),
        ([Seat.CHAIR, Seat.CHAIR, Seat.MEMBER], 0, 1),
    ],
)
def test_the_institutions_own_numbers_are_kept(seats: list[str], inside: int, wrong: int) -> None:
    found = remarks(seats, inside, Numbers(members_least=3, members_most=5, inside_most=1))
    assert sum(each.is_open for each in found) == wrong
