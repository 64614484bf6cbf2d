from collections.abc import Callable

from tidtam.products.academic.rulebook.tests.generating import Values
from tidtam.products.academic.rulebook.tests.planting import Change, put

_WORK = "/works/0"
_AUTHORS = f"{_WORK}/authors"
_COMMITTEE, _EVIDENCE = frozenset({"DOC-401"}), frozenset({"DOC-605"})
"""The citation stands before the expert committee too; shares stand in the evidence too."""


def _repeat_title(values: Values) -> None:
    first, second = values["works"][0], values["works"][1]
    second["title"] = f"  {first['title'].replace(' ', '')}: "
    second["year"] = "๒๕๖๖"


def _repeat_title_in_another_year(values: Values) -> None:
    _repeat_title(values)
    values["works"][1]["year"] = "2567"


def _shares(*shares: str) -> Callable[[Values], None]:
    """On the request form and in the evidence."""

    def plant(values: Values) -> None:
        for written in (
            values["works"][0]["authors"],
            values["documents"]["participation"][0]["participants"],
        ):
            for author, share in zip(written, shares, strict=True):
                author["share"] = share

    return plant


def _five_hundred_authors(values: Values) -> None:
    values["works"][0]["authors"] = [
        {"name": f"ผู้แต่งคนที่ {number}", "share": "0.2", "is_applicant": number == 7} for number in range(500)
    ]
    values["documents"]["participation"][0]["participants"] = [
        {"name": f"ผู้แต่งคนที่ {number}", "share": "0.2", "duties": "วิเคราะห์ข้อมูล", "signed": True, "signed_on": "1/6/2566"}
        for number in reversed(range(500))
    ]


def _forget_use(values: Values) -> None:
    values["works"] = [work for work in values["works"] if work.get("used_for") != "assistant_professor"]


def _forget_title(values: Values) -> None:
    """Entered for the earlier position, but it says nothing."""
    next(work for work in values["works"] if work.get("used_for"))["title"] = ""


def _never_assistant_professor(values: Values) -> None:
    values["request"]["method"] = "special"
    values["history"]["appointments"].pop(0)
    values["royal"]["history"]["appointments"].pop(0)
    _forget_use(values)


def _only_earlier_works(values: Values) -> None:
    values["works"] = [work for work in values["works"] if work.get("used_for")]


FAULTS = [
    Change("DOC-001", "the same title typed differently", _repeat_title, "/works/1/title"),
    Change("DOC-002", "99.8", _shares("33.3", "33.3", "33.2"), _AUTHORS, _EVIDENCE),
    Change("DOC-002", "one share missing", _shares("50", "", "50"), f"{_AUTHORS}/1/share", _EVIDENCE),
    Change("DOC-002", "a negative share", _shares("60", "60", "-20"), f"{_AUTHORS}/2/share", _EVIDENCE),
    Change("DOC-002", "a share without end", _shares("1e-999999999", "60", "40"), f"{_AUTHORS}/0/share", _EVIDENCE),
    Change("DOC-107", "no work used for the first position", _forget_use, "/works"),
    Change("DOC-107", "a work without title", _forget_title, "/works", frozenset({"DOC-108"})),
    Change("DOC-108", "no title", put(f"{_WORK}/title", ""), f"{_WORK}/title", _COMMITTEE),
    Change("DOC-108", "no source", put(f"{_WORK}/source", "-"), f"{_WORK}/source", _COMMITTEE),
    Change("DOC-108", "no pages", put(f"{_WORK}/pages", ""), f"{_WORK}/pages", _COMMITTEE),
    Change("DOC-108", "no year", put(f"{_WORK}/year", ""), f"{_WORK}/year", _COMMITTEE),
    Change("DOC-108", "a year of the common era", put(f"{_WORK}/year", "2023"), f"{_WORK}/year", _COMMITTEE),
    Change("DOC-108", "a year of two figures", put(f"{_WORK}/year", "66"), f"{_WORK}/year", _COMMITTEE),
    Change("DOC-108", "no author", put(_AUTHORS, []), _AUTHORS, _COMMITTEE),
    Change("DOC-108", "an author without name", put(f"{_AUTHORS}/1/name", " "), f"{_AUTHORS}/1/name", _COMMITTEE),
    Change("DOC-108", "nobody is the applicant", put(f"{_AUTHORS}/0/is_applicant", False), _AUTHORS, _COMMITTEE),
    Change("DOC-108", "an unknown kind", put(f"{_WORK}/kind", "poem"), f"{_WORK}/kind"),
    Change("DOC-108", "no work for this request", _only_earlier_works, "/works", _COMMITTEE | _EVIDENCE),
]

NEAR_MISSES = [
    Change("DOC-001", "another edition", _repeat_title_in_another_year),
    Change("DOC-002", "thirds", _shares("33.3", "33.3", "33.4")),
    Change("DOC-002", "99.9", _shares("33.3", "33.3", "33.3")),
    Change("DOC-002", "Thai digits and signs", _shares("๖๐ %", "30.00", "10%")),
    Change("DOC-002", "no shares at all", _shares("", "", "")),
    Change("DOC-002", "500 authors", _five_hundred_authors),
    Change("DOC-107", "never an assistant professor", _never_assistant_professor),
    Change("DOC-108", "the year in Thai digits", put(f"{_WORK}/year", "๒๕๖๖")),
    Change("DOC-108", "pages as a number", put(f"{_WORK}/pages", "1")),
]
