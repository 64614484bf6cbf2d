from collections.abc import Callable

from tidtam.products.academic.rulebook.tests.generating import Values, day
from tidtam.products.academic.rulebook.tests.planting import Change, put

_APPOINTED, _SIGNATURE = "/council/appointed_on", "/council/signature"


def _says(**said: str) -> Callable[[Values], None]:
    def plant(values: Values) -> None:
        values["council"] |= said

    return plant


def _appoint_when_certified(values: Values) -> None:
    """The council says that it received the matter before the supervisor above had signed."""
    values["council"] |= {"received_on": day(2026, 1, 14), "appointed_on": day(2026, 1, 14)}


def _appoint_before_certification(values: Values) -> None:
    signature = values["supervisors"]["certifications"][1]["signature"]
    signature["signed_on"] = day(2026, 1, 20)


FAULTS = [
    Change("DOC-501", "no name", put("/council/name", ""), "/council/name"),
    Change("DOC-501", "no position", put("/council/position", None), "/council/position"),
    Change("DOC-501", "another position", put("/council/position", "associate_professor"), "/council/position"),
    Change("DOC-501", "no field", put("/council/field_name", "-"), "/council/field_name"),
    Change("DOC-501", "no date", put(_APPOINTED, ""), _APPOINTED),
    Change("DOC-501", "a month", put(_APPOINTED, "ก.พ. 2569"), _APPOINTED),
    Change("DOC-501", "what day?", put("/council/appointed_on_is", None), "/council/appointed_on_is"),
    Change("DOC-501", "which other?", put("/council/appointed_on_is", "other"), "/council/appointed_on_says"),
    Change(
        "DOC-501",
        "improved when?",
        put("/council/appointed_on_is", "improved_received"),
        "/council/improved_received_on",
    ),
    Change(
        "DOC-501",
        "the publication came on another day",
        _says(appointed_on_is="publication_received", publication_received_on=day(2026, 2, 1)),
        _APPOINTED,
    ),
    Change("DOC-502", "not signed", put(f"{_SIGNATURE}/signed", None), f"{_SIGNATURE}/signed"),
    Change("DOC-502", "no date", put(f"{_SIGNATURE}/signed_on", ""), f"{_SIGNATURE}/signed_on"),
    Change("DOC-502", "somebody else", put(f"{_SIGNATURE}/capacity", "other"), f"{_SIGNATURE}/capacity"),
    Change(
        "DOC-501",
        "the receipt was on another day",
        _says(appointed_on=day(2026, 1, 19)),
        _APPOINTED,
    ),
    Change(
        "DOC-503",
        "the day before the receipt",
        _says(appointed_on=day(2026, 1, 17), appointed_on_is="other", appointed_on_says="วันที่สภามีมติ"),
        _APPOINTED,
    ),
    Change("DOC-503", "the day the institution received it", put(_APPOINTED, day(2026, 1, 15)), _APPOINTED),
    Change(
        "DOC-206",
        "and the appointment before it",
        _appoint_before_certification,
        "/supervisors/certifications/1/signature/signed_on",
        frozenset({"DOC-503"}),
    ),
]

NEAR_MISSES = [
    Change("DOC-501", "another day, named", _says(appointed_on_is="other", appointed_on_says="วันที่ ก.พ.อ. รับเรื่อง")),
    Change(
        "DOC-501",
        "the day of the improved edition",
        _says(appointed_on=day(2026, 2, 1), appointed_on_is="improved_received", improved_received_on="๑ กุมภาพันธ์ ๒๕๖๙"),
    ),
    Change("DOC-502", "the chair", put(f"{_SIGNATURE}/capacity", "chair")),
    Change("DOC-503", "the day of the receipt, in the common era", put(_APPOINTED, "18/1/2026")),
    Change("DOC-503", "the day after certification", _appoint_when_certified),
]
