from collections.abc import Callable

from tidtam.products.academic.rulebook.tests.generating import Values
from tidtam.products.academic.rulebook.tests.planting import Change, put

_WORK, _PLACE = "/works/0", "/documents/participation"
_PARTICIPANTS = f"{_PLACE}/0/participants"
_FIRST, _SECOND = f"{_PARTICIPANTS}/0", f"{_PARTICIPANTS}/1"


def _evidence(values: Values) -> list[Values]:
    return values["documents"]["participation"][0]["participants"]  # type: ignore[no-any-return]


def _in_both(*shares: str) -> Callable[[Values], None]:
    def plant(values: Values) -> None:
        for written in (values["works"][0]["authors"], _evidence(values)):
            for author, share in zip(written, shares, strict=True):
                author["share"] = share

    return plant


def _swap_shares(values: Values) -> None:
    """They still add up to 100."""
    first, second, third = _evidence(values)
    first["share"], second["share"], third["share"] = "50", "20", "30"


def _change_role_in_both(role: str) -> Callable[[Values], None]:
    def plant(values: Values) -> None:
        values["works"][0]["authors"][1]["role"] = _evidence(values)[1]["role"] = role

    return plant


def _neither(values: Values) -> None:
    for written in (values["works"][0]["authors"], _evidence(values)):
        for author in written:
            author["share"] = ""
        written[1]["role"] = ""


def _sign_second(values: Values) -> None:
    _change_role_in_both("corresponding_author")(values)
    _evidence(values)[1] |= {"signed": True, "signed_on": "๑๐ ม.ค. ๒๕๖๙"}


def _type_names_differently(values: Values) -> None:
    for participant in _evidence(values):
        participant["name"] = f"  {participant['name'].replace(' ', '   ', 1).upper()} "
    _evidence(values)[0]["name"] = f"ผศ.ดร.{_evidence(values)[0]['name'].strip()}"


def _write_alone(values: Values) -> None:
    """With nobody else there is nothing to agree upon."""
    values["works"][0]["authors"] = [{"name": "สมชาย ใจดี", "share": "100", "is_applicant": True}]
    values["documents"]["participation"].pop(0)


def _thirds(share: str) -> Callable[[Values], None]:
    return _in_both("33.3", "33.3", share)


FAULTS = [
    Change("DOC-605", "no evidence", lambda values: values["documents"]["participation"].pop(0), _WORK),
    Change("DOC-605", "not attached", put(f"{_PLACE}/0/files", []), f"{_PLACE}/0/files"),
    Change(
        "DOC-605",
        "of no work",
        lambda values: values["documents"]["participation"].append({"work": "unknown"}),
        f"{_PLACE}/2/work",
    ),
    Change(
        "DOC-605",
        "twice of the same",
        lambda values: values["documents"]["participation"].append(values["documents"]["participation"][0]),
        f"{_PLACE}/2/work",
    ),
    Change("DOC-605", "other shares", _swap_shares, f"{_FIRST}/share"),
    Change("DOC-605", "another role", put(f"{_SECOND}/role", "corresponding_author"), f"{_SECOND}/role"),
    Change("DOC-605", "an unknown role", _change_role_in_both("friend"), f"{_SECOND}/role"),
    Change("DOC-605", "neither share nor role", _neither, f"{_SECOND}/share"),
    Change("DOC-605", "another author", put(f"{_SECOND}/name", "นางสาวผู้อื่น ไม่เกี่ยว"), f"{_SECOND}/name"),
    Change("DOC-605", "an author without name", put(f"{_SECOND}/name", ""), f"{_SECOND}/name"),
    Change("DOC-605", "an author left out", lambda values: _evidence(values).pop(), _PARTICIPANTS),
    Change("DOC-605", "no duties", put(f"{_SECOND}/duties", "-"), f"{_SECOND}/duties"),
    Change("DOC-605", "the applicant has not signed", put(f"{_FIRST}/signed", False), f"{_FIRST}/signed"),
    Change("DOC-605", "signed without date", put(f"{_FIRST}/signed_on", ""), f"{_FIRST}/signed_on"),
    Change(
        "DOC-605",
        "who must sign has not",
        _change_role_in_both("corresponding_author"),
        f"{_SECOND}/signed",
    ),
    Change("DOC-002", "99.8 in the evidence too", _thirds("33.2"), f"{_WORK}/authors", frozenset({"DOC-605"})),
]

NEAR_MISSES = [
    Change("DOC-605", "thirds", _thirds("33.4")),
    Change("DOC-605", "99.9", _thirds("33.3")),
    Change("DOC-605", "roles without shares", _in_both("", "", "")),
    Change("DOC-605", "names typed differently", _type_names_differently),
    Change("DOC-605", "in another order", lambda values: _evidence(values).reverse()),
    Change("DOC-605", "who must sign has", _sign_second),
    Change("DOC-605", "a work of one's own", _write_alone),
]
