from collections.abc import Callable

from tidtam.products.academic.rulebook.tests.generating import Values, day
from tidtam.products.academic.rulebook.tests.planting import Change, put
from tidtam.thai.numerals import to_thai

_ASSESSMENT = "/committee/assessments/0"
_SECOND = "/committee/assessments/1"
_WORK, _BOOK = "/works/0", "/works/1"
_SIGNATURE, _KPW = "/committee/signature", "/kpw/signature"
_PUBLISHED = f"{_WORK}/published_version"
_LISTED_TWICE = "การศึกษา เรื่องที่ 2"


def _drop_assessment(values: Values) -> None:
    """And the figures with it."""
    values["committee"]["assessments"].pop(0)
    for name in ("works_total", "works_meeting"):
        values["committee"][name] = str(int(values["committee"][name]) - 1)
    kinds = {work["id"]: work["kind"] for work in values["works"]}
    left = {kinds[one["work"]] for one in values["committee"]["assessments"] if one["meets"]}
    values["kpw"]["kinds_passed"] = sorted(left)


def _assess_twice(values: Values) -> None:
    values["committee"]["assessments"].append(values["committee"]["assessments"][0])
    for name in ("works_total", "works_meeting"):
        values["committee"][name] = str(int(values["committee"][name]) + 1)


def _assess_an_earlier_work(values: Values) -> None:
    """One that was used for an earlier position may be looked at again."""
    earlier = next(work for work in values["works"] if work.get("used_for"))
    values["committee"]["assessments"].append({"work": earlier["id"], "quality": "A", "meets": False, "share": "60"})
    values["committee"]["works_total"] = str(int(values["committee"]["works_total"]) + 1)


def _version(name: str, **said: str) -> Callable[[Values], None]:
    def plant(values: Values) -> None:
        values["works"][0][name] |= said

    return plant


def _published(on: str, database: str) -> Callable[[Values], None]:
    def plant(values: Values) -> None:
        values["works"][0] |= {"published_on": on, "database": database}

    return plant


def _improve_research(values: Values) -> None:
    values["works"][0] |= {"is_improved": True, "files_before": ["a"], "files_after": ["b"]}


def _textbook(values: Values) -> None:
    values["works"][1]["kind"] = "textbook"
    if all(work["kind"] != "book" for work in values["works"] if not work.get("used_for")):
        values["kpw"]["kinds_passed"].remove("book")
    values["kpw"]["kinds_passed"].append("textbook")


def _nothing_but_roles(values: Values) -> None:
    for one in values["committee"]["assessments"]:
        one["share"] = ""


def _count_as_failed(values: Values) -> None:
    """Every book, in section 1; section 2 still says that books passed."""
    books = {work["id"] for work in values["works"] if work["kind"] == "book"}
    for one in values["committee"]["assessments"]:
        one["meets"] = one["meets"] and one["work"] not in books
    meeting = sum(one["meets"] for one in values["committee"]["assessments"])
    values["committee"]["works_meeting"] = str(meeting)


def _forget_a_kind(values: Values) -> None:
    values["kpw"]["kinds_passed"].remove("book")


def _in_other_order(values: Values) -> None:
    values["kpw"]["kinds_passed"].reverse()


def _total_in_thai(values: Values) -> None:
    values["committee"]["works_total"] = to_thai(values["committee"]["works_total"])


def _report_alone(values: Values) -> None:
    values["committee"]["assessments"][0]["publication_considered"] = False
    values["works"][0]["published_version"] = {}


def _acting_chair(values: Values) -> None:
    values["committee"]["signature"] |= {
        "name": "ศ.ดร.วิชัย เก่งกาจ",
        "acting": {"is_acting": True, "order_number": "1/2569", "acts_from": "1 ม.ค. 2569"},
    }


FAULTS = [
    Change("DOC-401", "which work?", put(f"{_ASSESSMENT}/work", "unknown"), f"{_ASSESSMENT}/work"),
    Change("DOC-401", "a work left out", _drop_assessment, _WORK),
    Change("DOC-402", "no database", put(f"{_WORK}/database", ""), f"{_WORK}/database"),
    Change("DOC-402", "not in any list", put(f"{_WORK}/database", "blog"), f"{_WORK}/database"),
    Change("DOC-402", "a list of earlier times", put(f"{_WORK}/database", "old_index"), f"{_WORK}/database"),
    Change("DOC-402", "a list of later times", _published("14 ม.ค. 2566", "new_index"), f"{_WORK}/database"),
    Change("DOC-403", "no total", put("/committee/works_total", ""), "/committee/works_total"),
    Change("DOC-403", "words", put("/committee/works_meeting", "ทุกเรื่อง"), "/committee/works_meeting"),
    Change("DOC-403", "one too many", put("/committee/works_total", "99"), "/committee/works_total"),
    Change("DOC-403", "fewer meet", put("/committee/works_meeting", "0"), "/committee/works_meeting"),
    Change("DOC-403", "not said of one", put(f"{_SECOND}/meets", None), f"{_SECOND}/meets"),
    Change("DOC-403", "assessed twice", _assess_twice, "/committee/assessments/2/work"),
    Change("DOC-404", "the report has no title", _version("full_report", title=""), f"{_WORK}/full_report/title"),
    Change(
        "DOC-404",
        "the publication has no year",
        _version("published_version", year=""),
        f"{_WORK}/published_version/year",
    ),
    Change(
        "DOC-404",
        "listed as a work of its own",
        _version("published_version", title=_LISTED_TWICE),
        f"{_PUBLISHED}/title",
    ),
    Change("DOC-405", "an improved article", _improve_research, f"{_WORK}/is_improved"),
    Change(
        "DOC-405",
        "no version before",
        put(f"{_BOOK}/files_before", []),
        f"{_BOOK}/files_before",
        frozenset({"DOC-603"}),
    ),
    Change("DOC-406", "none", put("/committee/expertise", " … "), "/committee/expertise"),
    Change("DOC-407", "no quality", put(f"{_ASSESSMENT}/quality", ""), f"{_ASSESSMENT}/quality"),
    Change("DOC-407", "an unknown quality", put(f"{_ASSESSMENT}/quality", "C"), f"{_ASSESSMENT}/quality"),
    Change("DOC-407", "more than the whole", put(f"{_ASSESSMENT}/share", "160"), f"{_ASSESSMENT}/share"),
    Change(
        "DOC-407",
        "neither share nor role",
        lambda values: values["committee"]["assessments"][0].update(share="", role=""),
        f"{_ASSESSMENT}/share",
    ),
    Change("DOC-407", "the chair has not signed", put(f"{_SIGNATURE}/signed", None), f"{_SIGNATURE}/signed"),
    Change("DOC-407", "no date", put(f"{_SIGNATURE}/signed_on", ""), f"{_SIGNATURE}/signed_on"),
    Change("DOC-407", "the secretary", put(f"{_SIGNATURE}/capacity", "secretary"), f"{_SIGNATURE}/capacity"),
    Change("DOC-407", "another member", put(f"{_SIGNATURE}/name", "ดร.อารี นอกสาขา"), f"{_SIGNATURE}/name"),
    Change("DOC-411", "none at all", put("/kpw/kinds_passed", []), "/kpw/kinds_passed"),
    Change("DOC-411", "one missing", _forget_a_kind, "/kpw/kinds_passed"),
    Change("DOC-411", "one that failed in section 1", _count_as_failed, "/kpw/kinds_passed"),
    Change("DOC-412", "not signed", put(f"{_KPW}/signed", False), f"{_KPW}/signed"),
    Change("DOC-412", "no date", put(f"{_KPW}/signed_on", " "), f"{_KPW}/signed_on"),
    Change("DOC-412", "as whom?", put(f"{_KPW}/capacity", None), f"{_KPW}/capacity"),
    Change("DOC-412", "somebody else", put(f"{_KPW}/capacity", "other"), f"{_KPW}/capacity"),
    Change("DOC-412", "no name", put(f"{_KPW}/name", ""), f"{_KPW}/name"),
]

NEAR_MISSES = [
    Change("DOC-401", "an earlier work assessed again", _assess_an_earlier_work),
    Change("DOC-402", "the first day of a list", _published("15 ม.ค. 2566", "new_index")),
    Change("DOC-402", "the list of that time", _published("๑๔ มกราคม ๒๕๖๖", "old_index")),
    Change("DOC-402", "a book needs none", put(f"{_BOOK}/database", "")),
    Change("DOC-403", "Thai digits", _total_in_thai),
    Change("DOC-404", "the report alone", _report_alone),
    Change("DOC-405", "a textbook", _textbook),
    Change("DOC-405", "not improved", put(f"{_BOOK}/is_improved", False)),
    Change("DOC-406", "one word", put("/committee/expertise", "สถิติ")),
    Change("DOC-407", "the older levels", put(f"{_ASSESSMENT}/quality", "very_good")),
    Change("DOC-407", "roles instead of shares", _nothing_but_roles),
    Change("DOC-407", "an acting chair", _acting_chair),
    Change("DOC-411", "in another order", _in_other_order),
    Change("DOC-412", "the chair", put(f"{_KPW}/capacity", "chair")),
    Change("DOC-412", "the common era", put(f"{_KPW}/signed_on", day(2026, 6, 10))),
]
