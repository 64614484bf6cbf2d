from collections.abc import Callable

from tidtam.products.academic.rulebook.tests.generating import Values, day
from tidtam.products.academic.rulebook.tests.planting import Change, put

_FIRST = "/supervisors/certifications/0"
_SECOND = "/supervisors/certifications/1"


def _drop_second(values: Values) -> None:
    values["supervisors"]["certifications"].pop()


def _sign_after_council(values: Values) -> None:
    """On the day itself, which the source does not allow."""
    values["supervisors"]["certifications"][1]["signature"]["signed_on"] = values["council"]["received_on"]


def _certified_by(name: str) -> Callable[[Values], None]:
    def plant(values: Values) -> None:
        values["applicant"] |= {"prefix": "นาง", "given_name": "สมหญิง", "family_name": "มีสุข ณ อยุธยา"}
        values["supervisors"]["certifications"][0]["signature"]["name"] = name

    return plant


_certify_oneself = _certified_by("พันเอกหญิง สมหญิง  มีสุข ณ  อยุธยา")
_certified_by_kin = _certified_by("นางสมหญิง มีสุข")

FAULTS = [
    Change("DOC-201", "one missing", _drop_second, "/supervisors/certifications"),
    Change("DOC-201", "nobody at all", put("/supervisors/certifications", []), "/supervisors/certifications"),
    Change("DOC-201", "not signed", put(f"{_FIRST}/signature/signed", False), f"{_FIRST}/signature/signed"),
    Change("DOC-201", "nobody says whether", put(f"{_FIRST}/signature/signed", None), f"{_FIRST}/signature/signed"),
    Change("DOC-201", "no name", put(f"{_FIRST}/signature/name", ""), f"{_FIRST}/signature/name"),
    Change("DOC-201", "which one?", put(f"{_SECOND}/certifier", None), f"{_SECOND}/certifier"),
    Change(
        "DOC-202",
        "with a title",
        put(f"{_SECOND}/signature/name", "รศ.ดร. สมชาย  ใจดี"),
        f"{_SECOND}/signature/name",
    ),
    Change("DOC-202", "with rank and double surname", _certify_oneself, f"{_FIRST}/signature/name"),
    Change("DOC-203", "no date", put(f"{_FIRST}/signature/signed_on", ""), f"{_FIRST}/signature/signed_on"),
    Change("DOC-203", "no day", put(f"{_FIRST}/signature/signed_on", "ม.ค. 2569"), f"{_FIRST}/signature/signed_on"),
    Change(
        "DOC-203",
        "the applicant's has none",
        put("/applicant/signature/signed_on", ""),
        "/applicant/signature/signed_on",
    ),
    Change(
        "DOC-204",
        "the day before",
        put(f"{_FIRST}/signature/signed_on", day(2026, 1, 9)),
        f"{_FIRST}/signature/signed_on",
    ),
    Change("DOC-205", "none", put(f"{_FIRST}/opinion", None), f"{_FIRST}/opinion"),
    Change("DOC-205", "negative", put(f"{_FIRST}/opinion", "incomplete"), f"{_FIRST}/opinion"),
    Change("DOC-205", "negative above", put(f"{_SECOND}/opinion", "does_not_qualify"), f"{_SECOND}/opinion"),
    Change("DOC-205", "the other one's", put(f"{_SECOND}/opinion", "complete"), f"{_SECOND}/opinion"),
    Change("DOC-206", "the same day", _sign_after_council, f"{_SECOND}/signature/signed_on"),
]

NEAR_MISSES = [
    Change("DOC-201", "signed in Thai digits", put(f"{_FIRST}/signature/signed_on", "๑๒/๐๑/๒๕๖๙")),
    Change("DOC-202", "of the same family", put(f"{_SECOND}/signature/name", "นายสมชัย ใจดี")),
    Change("DOC-202", "one more family name", put(f"{_SECOND}/signature/name", "นายสมชาย ใจดี ณ อยุธยา")),
    Change("DOC-202", "half of a double surname", _certified_by_kin),
    Change("DOC-203", "the common era", put(f"{_FIRST}/signature/signed_on", "12 January 2026")),
    Change("DOC-204", "the same day", put(f"{_FIRST}/signature/signed_on", day(2026, 1, 10))),
    Change("DOC-205", "with a remark", put(f"{_FIRST}/remark", "ตรวจแล้ว")),
    Change("DOC-206", "the day before", put(f"{_SECOND}/signature/signed_on", day(2026, 1, 17))),
]
