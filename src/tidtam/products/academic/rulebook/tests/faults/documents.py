from tidtam.products.academic.rulebook.tests.generating import Values, day
from tidtam.products.academic.rulebook.tests.planting import Change, put

_WORK, _BOOK = "/works/0", "/works/1"
_SUMMARY, _MINUTES = "/documents/summary", "/documents/minutes"
_OUTSIDE, _NOT_LISTED = "/documents/experts_outside_field", "/documents/experts_not_listed"
_ORDER, _LETTER = "/documents/experts_order", "/documents/letter"
_BOTH = frozenset({"DOC-405"})


def _attach_the_same_twice(values: Values) -> None:
    values["works"][1]["files_after"] = values["works"][1]["files_before"]


def _fail_the_work(values: Values) -> None:
    """A work that did not meet the quality need not be sent."""
    first = values["committee"]["assessments"][0]
    first["meets"] = False
    meeting = sum(one["meets"] for one in values["committee"]["assessments"])
    values["committee"]["works_meeting"] = str(meeting)
    kinds = {work["id"]: work["kind"] for work in values["works"]}
    passed = {kinds[one["work"]] for one in values["committee"]["assessments"] if one["meets"]}
    values["kpw"]["kinds_passed"] = sorted(passed)
    values["works"][0] |= {"evidence": [], "publication_evidence": []}


def _ask_the_academic_council(values: Values) -> None:
    values["documents"]["minutes"] |= {"has_academic_council": True, "academic_council": ["minutes_3"]}


def _all_of_the_field(values: Values) -> None:
    for member in values["committee"]["members"]:
        member["in_field"] = True
    values["documents"]["experts_outside_field"] = []


FAULTS = [
    Change("DOC-601", "not attached", put(f"{_SUMMARY}/files", []), f"{_SUMMARY}/files"),
    Change("DOC-601", "no step", put(f"{_SUMMARY}/steps", []), f"{_SUMMARY}/steps"),
    Change("DOC-601", "a step without its day", put(f"{_SUMMARY}/steps/1/done_on", ""), f"{_SUMMARY}/steps/1/done_on"),
    Change("DOC-601", "a step without name", put(f"{_SUMMARY}/steps/0/name", "-"), f"{_SUMMARY}/steps/0/name"),
    Change("DOC-602", "no work", put(f"{_WORK}/evidence", []), f"{_WORK}/evidence"),
    Change("DOC-602", "no evidence", put(f"{_BOOK}/publication_evidence", []), f"{_BOOK}/publication_evidence"),
    Change("DOC-603", "no version after", put(f"{_BOOK}/files_after", []), f"{_BOOK}/files_after", _BOTH),
    Change("DOC-603", "the same file twice", _attach_the_same_twice, f"{_BOOK}/files_after"),
    Change("DOC-604", "of the committee", put(f"{_MINUTES}/kpw", []), f"{_MINUTES}/kpw"),
    Change("DOC-604", "of the council", put(f"{_MINUTES}/council", []), f"{_MINUTES}/council"),
    Change(
        "DOC-604",
        "of the academic council",
        put(f"{_MINUTES}/has_academic_council", True),
        f"{_MINUTES}/academic_council",
    ),
    Change("DOC-606", "no reason", put(f"{_OUTSIDE}/0/reason", ""), f"{_OUTSIDE}/0/reason"),
    Change("DOC-606", "no entry", put(_OUTSIDE, []), _OUTSIDE),
    Change("DOC-606", "one more outside", put("/committee/members/1/in_field", False), _OUTSIDE),
    Change("DOC-607", "no entry", put(_NOT_LISTED, []), _NOT_LISTED),
    Change("DOC-607", "no evidence", put(f"{_NOT_LISTED}/0/files", []), f"{_NOT_LISTED}/0/files"),
    Change("DOC-607", "by whom?", put(f"{_NOT_LISTED}/0/approved_by", ""), f"{_NOT_LISTED}/0/approved_by"),
    Change("DOC-607", "when?", put(f"{_NOT_LISTED}/0/approved_on", ""), f"{_NOT_LISTED}/0/approved_on"),
    Change(
        "DOC-607",
        "nobody of the committee",
        lambda values: values["documents"]["experts_not_listed"].append({"expert": "ดร.ผู้อื่น ไม่เกี่ยว"}),
        f"{_NOT_LISTED}/1/expert",
    ),
    Change("DOC-608", "which meeting?", put(f"{_ORDER}/meeting", ""), f"{_ORDER}/meeting"),
    Change("DOC-608", "no order", put(f"{_ORDER}/files", []), f"{_ORDER}/files"),
    Change("DOC-608", "no date", put(f"{_ORDER}/dated", ""), f"{_ORDER}/dated"),
    Change("DOC-608", "not signed", put(f"{_ORDER}/signature/signed", False), f"{_ORDER}/signature/signed"),
    Change(
        "DOC-608", "the secretary", put(f"{_ORDER}/signature/capacity", "secretary"), f"{_ORDER}/signature/capacity"
    ),
    Change("DOC-608", "after the committee signed", put(f"{_ORDER}/dated", day(2026, 5, 11)), f"{_ORDER}/dated"),
    Change("DOC-609", "one missing", lambda values: values["documents"]["letter"].pop(), _LETTER),
    Change("DOC-609", "one empty", put(f"{_LETTER}/0/files", []), f"{_LETTER}/0"),
]

NEAR_MISSES = [
    Change("DOC-601", "a month", put(f"{_SUMMARY}/steps/1/done_on", "ก.ค. 2569")),
    Change("DOC-602", "a work that did not pass", _fail_the_work),
    Change("DOC-603", "not improved", lambda values: values["works"][1].update(is_improved=False, files_before=[])),
    Change("DOC-604", "with the academic council", _ask_the_academic_council),
    Change("DOC-606", "all of the field", _all_of_the_field),
    Change("DOC-606", "the name without titles", put(f"{_OUTSIDE}/0/expert", " อารี นอกสาขา")),
    Change("DOC-607", "the name with another title", put(f"{_NOT_LISTED}/0/expert", "ผศ.ดร. อารี  นอกสาขา")),
    Change("DOC-608", "on the day on which the committee signed", put(f"{_ORDER}/dated", day(2026, 5, 10))),
    Change(
        "DOC-609", "not needed, with a reason", put(f"{_LETTER}/0", {"item": "cover_letter", "not_needed": "–ส่งแล้ว"})
    ),
]
