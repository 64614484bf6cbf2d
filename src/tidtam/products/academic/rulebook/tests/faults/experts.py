from tidtam.products.academic.rulebook.tests.generating import Values
from tidtam.products.academic.rulebook.tests.planting import Change, put

_PLACE = "/experts_approval"
_PROFILES = f"{_PLACE}/profiles"
_FIRST, _SECOND = f"{_PROFILES}/0", f"{_PROFILES}/1"


def _propose_listed_professors(values: Values) -> None:
    """Then nothing has to be explained."""
    approval = values["experts_approval"]
    approval["profiles"].pop(0)
    approval |= {"reason_not_listed": "", "reason_lower_position": ""}


def _ask_for_nothing(values: Values) -> None:
    values["experts_approval"] = {"is_requested": False, "profiles": [{}]}


def _always_an_employee(values: Values) -> None:
    values["experts_approval"]["profiles"][0]["status_change"] = {"has_changed": False}


FAULTS = [
    Change("DOC-701", "not listed", put(f"{_PLACE}/reason_not_listed", ""), f"{_PLACE}/reason_not_listed"),
    Change("DOC-701", "lower", put(f"{_PLACE}/reason_lower_position", "…"), f"{_PLACE}/reason_lower_position"),
    Change("DOC-702", "nobody", put(_PROFILES, []), _PROFILES),
    Change("DOC-702", "no name", put(f"{_FIRST}/name", ""), f"{_FIRST}/name"),
    Change("DOC-702", "no status", put(f"{_SECOND}/status", ""), f"{_SECOND}/status"),
    Change("DOC-702", "no education", put(f"{_FIRST}/education", []), f"{_FIRST}/education"),
    Change("DOC-702", "no field", put(f"{_FIRST}/education/0/field_name", ""), f"{_FIRST}/education/0/field_name"),
    Change("DOC-702", "no position", put(f"{_SECOND}/position", None), f"{_SECOND}/position"),
    Change("DOC-702", "no field of appointment", put(f"{_FIRST}/field_name", ""), f"{_FIRST}/field_name"),
    Change("DOC-702", "no expertise", put(f"{_FIRST}/expertise", ""), f"{_FIRST}/expertise"),
    Change("DOC-702", "no appointment", put(f"{_SECOND}/appointments", []), f"{_SECOND}/appointments"),
    Change(
        "DOC-702",
        "an appointment without date",
        put(f"{_FIRST}/appointments/0/appointed_on", "2550"),
        f"{_FIRST}/appointments/0/appointed_on",
    ),
    Change(
        "DOC-702",
        "an appointment to what?",
        put(f"{_FIRST}/appointments/0/position", None),
        f"{_FIRST}/appointments/0/position",
    ),
    Change("DOC-703", "never", put(f"{_FIRST}/approach", {}), f"{_FIRST}/approach/approached_on"),
    Change("DOC-703", "no answer", put(f"{_SECOND}/approach/answer", ""), f"{_SECOND}/approach/answer"),
    Change("DOC-703", "by whom?", put(f"{_SECOND}/approach/approached_by", ""), f"{_SECOND}/approach/approached_by"),
    Change(
        "DOC-703",
        "answered before",
        put(f"{_FIRST}/approach/answered_on", "1 ม.ค. 2569"),
        f"{_FIRST}/approach/answered_on",
    ),
    Change("DOC-704", "when?", put(f"{_FIRST}/status_change/changed_on", ""), f"{_FIRST}/status_change/changed_on"),
    Change("DOC-704", "no evidence", put(f"{_FIRST}/status_change/files", []), f"{_FIRST}/status_change/files"),
    Change("DOC-704", "still a civil servant", put(f"{_FIRST}/status", "civil_servant"), f"{_FIRST}/status"),
    Change("DOC-705", "none", put(f"{_PLACE}/request_form", []), f"{_PLACE}/request_form"),
]

NEAR_MISSES = [
    Change("DOC-701", "listed professors", _propose_listed_professors),
    Change("DOC-701", "no approval is requested", _ask_for_nothing),
    Change("DOC-702", "a date in Thai digits", put(f"{_FIRST}/appointments/0/appointed_on", "๑/๑๐/๒๕๕๐")),
    Change("DOC-703", "answered on the same day", put(f"{_FIRST}/approach/answered_on", "20 January 2026")),
    Change("DOC-704", "an employee from the start", _always_an_employee),
    Change("DOC-705", "two files", put(f"{_PLACE}/request_form", ["form", "annex"])),
]
