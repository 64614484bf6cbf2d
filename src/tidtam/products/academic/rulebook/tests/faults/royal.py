from tidtam.products.academic.rulebook.tests.generating import Values
from tidtam.products.academic.rulebook.tests.planting import Change, put

_HISTORY, _PHOTOGRAPHS = "/royal/history", "/royal/photographs"
_DECORATIONS, _DOCUMENTS = "/royal/decorations", "/royal/documents"
_FILE = f"{_PHOTOGRAPHS}/0/file"


def _lower_first(values: Values) -> None:
    values["royal"]["decorations"].reverse()


def _only_one(values: Values) -> None:
    values["royal"]["decorations"].pop()


def _only_one_was_received(values: Values) -> None:
    _only_one(values)
    values["royal"]["has_one_decoration"] = True


def _none_was_received(values: Values) -> None:
    values["royal"] |= {"decorations": [], "has_no_decoration": True}


def _serve_as_civil_servant(values: Values) -> None:
    values["request"]["employment_kind"] = "civil_servant"
    values["royal"]["documents"] = {"background_check": ["background"]}


def _ask_for_less(values: Values) -> None:
    """An associate professor is not appointed by royal command."""
    values["request"]["position"] = values["council"]["position"] = "associate_professor"
    values["teaching"]["for_position"] = "associate_professor"
    values["royal"] = {"has_no_decoration": True}


FAULTS = [
    Change("DOC-801", "another field", put(f"{_HISTORY}/field_name", "วิศวกรรมไฟฟ้า"), f"{_HISTORY}/field_name"),
    Change("DOC-801", "no field", put(f"{_HISTORY}/field_name", ""), f"{_HISTORY}/field_name"),
    Change("DOC-801", "another code", put(f"{_HISTORY}/field_code", "1206"), f"{_HISTORY}/field_code"),
    Change("DOC-801", "no code", put(f"{_HISTORY}/field_code", ""), f"{_HISTORY}/field_code"),
    Change(
        "DOC-801",
        "another date",
        put(f"{_HISTORY}/appointments/0/appointed_on", "16 มี.ค. 2553"),
        f"{_HISTORY}/appointments/0/appointed_on",
    ),
    Change(
        "DOC-801",
        "another field of an appointment",
        put(f"{_HISTORY}/appointments/1/field_name", "ฟิสิกส์"),
        f"{_HISTORY}/appointments/1/field_name",
    ),
    Change(
        "DOC-801",
        "an appointment left out",
        lambda values: values["royal"]["history"]["appointments"].pop(),
        f"{_HISTORY}/appointments",
    ),
    Change(
        "DOC-801",
        "an appointment to what?",
        put(f"{_HISTORY}/appointments/0/position", None),
        f"{_HISTORY}/appointments/0/position",
    ),
    Change(
        "DOC-801",
        "an appointment without date",
        put(f"{_HISTORY}/appointments/0/appointed_on", "-"),
        f"{_HISTORY}/appointments/0/appointed_on",
    ),
    Change("DOC-802", "none, and nothing said", put(_DECORATIONS, []), _DECORATIONS),
    Change("DOC-802", "the next below is missing", _only_one, _DECORATIONS),
    Change("DOC-802", "the lower first", _lower_first, f"{_DECORATIONS}/1/decoration"),
    Change(
        "DOC-802",
        "the same twice",
        put(f"{_DECORATIONS}/1/decoration", "white_elephant_2"),
        f"{_DECORATIONS}/1/decoration",
    ),
    Change("DOC-802", "no date", put(f"{_DECORATIONS}/0/received_on", ""), f"{_DECORATIONS}/0/received_on"),
    Change("DOC-802", "a year", put(f"{_DECORATIONS}/1/received_on", "2555"), f"{_DECORATIONS}/1/received_on"),
    Change("DOC-802", "which?", put(f"{_DECORATIONS}/0/decoration", ""), f"{_DECORATIONS}/0/decoration"),
    Change("DOC-802", "none, but two", put("/royal/has_no_decoration", True), "/royal/has_no_decoration"),
    Change("DOC-803", "one only", lambda values: values["royal"]["photographs"].pop(), _PHOTOGRAPHS),
    Change("DOC-803", "of passport size", put(_FILE, "passport_size"), _FILE),
    Change("DOC-803", "twice as large", put(_FILE, "twice_as_large"), _FILE),
    Change("DOC-803", "square", put(_FILE, "square"), _FILE),
    Change("DOC-803", "square, whatever its size", put(_FILE, "square_of_unknown_size"), _FILE),
    Change("DOC-803", "a document", put(_FILE, "document"), _FILE),
    Change(
        "DOC-803",
        "nobody looked",
        put(f"{_PHOTOGRAPHS}/1/dress_confirmed_by", ""),
        f"{_PHOTOGRAPHS}/1/dress_confirmed_by",
    ),
    Change(
        "DOC-803",
        "looked at when?",
        put(f"{_PHOTOGRAPHS}/0/dress_confirmed_on", ""),
        f"{_PHOTOGRAPHS}/0/dress_confirmed_on",
    ),
    Change("DOC-804", "no Act", put(f"{_DOCUMENTS}/act", []), f"{_DOCUMENTS}/act"),
    Change("DOC-804", "no regulations", put(f"{_DOCUMENTS}/regulations", []), f"{_DOCUMENTS}/regulations"),
    Change("DOC-804", "no announcements", put(f"{_DOCUMENTS}/announcements", []), f"{_DOCUMENTS}/announcements"),
    Change("DOC-805", "none", put(f"{_DOCUMENTS}/background_check", []), f"{_DOCUMENTS}/background_check"),
]

NEAR_MISSES = [
    Change("DOC-801", "typed differently", put(f"{_HISTORY}/field_name", " วิศวกรรม คอมพิวเตอร์")),
    Change("DOC-801", "the code in Thai digits", put(f"{_HISTORY}/field_code", "๑๒๐๕")),
    Change("DOC-801", "the date in figures", put(f"{_HISTORY}/appointments/0/appointed_on", "15/03/2010")),
    Change("DOC-802", "only one was received", _only_one_was_received),
    Change("DOC-802", "none was received", _none_was_received),
    Change("DOC-802", "far below", put(f"{_DECORATIONS}/1/decoration", "crown_of_thailand_7")),
    Change("DOC-803", "a little wide", put(_FILE, "a_little_wide")),
    Change("DOC-803", "an associate professor", _ask_for_less),
    Change("DOC-804", "a civil servant", _serve_as_civil_servant),
    Change("DOC-805", "two files", put(f"{_DOCUMENTS}/background_check", ["background", "annex"])),
]
