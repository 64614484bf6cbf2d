from tidtam.products.academic.rulebook.tests.generating import Values
from tidtam.products.academic.rulebook.tests.planting import Change, put

_DEGREE = "/history/qualifications/0"
_ABROAD = "/history/qualifications/1"
_POSTS = "/history/posts"
_APPOINTMENT = "/history/appointments/0"
_ROYAL = frozenset({"DOC-801"})
"""The history for the royal appointment names the same appointments."""


def _drop_last_post(values: Values) -> None:
    values["history"]["posts"].pop()


def _drop_first_appointment(values: Values) -> None:
    values["history"]["appointments"].pop(0)


def _ask_by_special_method(values: Values) -> None:
    """Straight to the professorship: whoever never was an assistant professor has no such appointment."""
    values["request"]["method"] = "special"
    _drop_first_appointment(values)
    values["royal"]["history"]["appointments"].pop(0)


def _with_a_reason(values: Values) -> None:
    values["history"]["posts"][2] |= {"began_on": "1 ส.ค. 2555", "gap_reason": "ลาศึกษาต่อด้วยทุนส่วนตัว"}


def _come_from_abroad(values: Values) -> None:
    values["applicant"] |= {"prefix": "Mrs.", "identity_kind": "passport", "nationality": "ญี่ปุ่น"}


def _titled_in_english(values: Values) -> None:
    _come_from_abroad(values)
    values["applicant"]["identity_kind"] = "national_id"


def _called_ms(values: Values) -> None:
    _come_from_abroad(values)
    values["applicant"]["prefix"] = "Ms"


def _english_short_form(values: Values) -> None:
    values["history"]["qualifications"][0] |= {"degree": "", "degree_en": "B.Eng."}


def _two_at_once(values: Values) -> None:
    first, _beside, last = values["history"]["posts"]
    first["is_concurrent"] = last["is_concurrent"] = False
    last["began_on"] = "1 พ.ค. 2555"


FAULTS = [
    Change("DOC-101", "a doctorate as title", put("/applicant/prefix", "ดร."), "/applicant/prefix"),
    Change("DOC-101", "no title", put("/applicant/prefix", " - "), "/applicant/prefix"),
    Change("DOC-101", "a short form", put("/applicant/prefix", "น.ส."), "/applicant/prefix"),
    Change("DOC-101", "a rank", put("/applicant/prefix", "ร้อยโท"), "/applicant/prefix"),
    Change("DOC-101", "a Thai called Mr", put("/applicant/prefix", "Mr"), "/applicant/prefix"),
    Change("DOC-101", "an English title with a Thai card", _titled_in_english, "/applicant/prefix"),
    Change("DOC-101", "a title in the name", put("/applicant/given_name", "ดร.สมชาย"), "/applicant/given_name"),
    Change("DOC-101", "a rank in the name", put("/applicant/given_name", "พ.ต.ท.สมชาย"), "/applicant/given_name"),
    Change("DOC-101", "a rank in full", put("/applicant/given_name", "พันตำรวจโท สมชาย"), "/applicant/given_name"),
    Change("DOC-101", "two titles", put("/applicant/prefix", "นาย ดร."), "/applicant/prefix"),
    Change("DOC-101", "Ms on a passport", _called_ms, "/applicant/prefix"),
    Change("DOC-102", "no code", put("/request/field_code", ""), "/request/field_code"),
    Change("DOC-102", "three figures", put("/request/field_code", "120"), "/request/field_code"),
    Change("DOC-102", "no name", put("/request/field_name", "…"), "/request/field_name"),
    Change("DOC-103", "short form", put(f"{_DEGREE}/degree", "วท.ม. (ฟิสิกส์)"), f"{_DEGREE}/degree"),
    Change("DOC-103", "short form without dots", put(f"{_DEGREE}/degree", "MBA"), f"{_DEGREE}/degree"),
    Change("DOC-103", "a level", put(f"{_DEGREE}/degree", "ปริญญาโท"), f"{_DEGREE}/degree"),
    Change("DOC-103", "a level in English", put(f"{_DEGREE}/degree", "Master’s Degree"), f"{_DEGREE}/degree"),
    Change("DOC-103", "short form in English only", _english_short_form, "/history/qualifications/0/degree_en"),
    Change("DOC-103", "no degree", put(f"{_DEGREE}/degree", ""), f"{_DEGREE}/degree"),
    Change("DOC-103", "no field", put(f"{_DEGREE}/field_name", ""), f"{_DEGREE}/field_name"),
    Change("DOC-103", "no qualification at all", put("/history/qualifications", []), "/history/qualifications"),
    Change("DOC-104", "no English name", put(f"{_ABROAD}/degree_en", ""), f"{_ABROAD}/degree_en"),
    Change("DOC-104", "short form", put(f"{_ABROAD}/degree_en", "Ph.D."), f"{_ABROAD}/degree_en"),
    Change("DOC-104", "Thai", put(f"{_ABROAD}/degree_en", "ปรัชญาดุษฎีบัณฑิต"), f"{_ABROAD}/degree_en"),
    Change(
        "DOC-104",
        "Thai with the short form behind",
        put(f"{_ABROAD}/degree_en", "ปรัชญาดุษฎีบัณฑิต (Ph.D.)"),
        f"{_ABROAD}/degree_en",
    ),
    Change("DOC-104", "from abroad, in Thailand", put(f"{_ABROAD}/country", "Thailand"), f"{_ABROAD}/country"),
    Change("DOC-104", "not from abroad, in Japan", put(f"{_DEGREE}/country", "ญี่ปุ่น"), f"{_DEGREE}/country"),
    Change("DOC-104", "no country", put(f"{_ABROAD}/country", ""), f"{_ABROAD}/country"),
    Change("DOC-105", "nothing at all", put(_POSTS, []), _POSTS),
    Change("DOC-105", "no agency", put(f"{_POSTS}/1/agency", "-"), f"{_POSTS}/1/agency"),
    Change("DOC-105", "no position", put(f"{_POSTS}/0/position", ""), f"{_POSTS}/0/position"),
    Change("DOC-105", "no beginning", put(f"{_POSTS}/2/began_on", ""), f"{_POSTS}/2/began_on"),
    Change("DOC-105", "two days between", put(f"{_POSTS}/2/began_on", "3 มิ.ย. 2555"), f"{_POSTS}/2/began_on"),
    Change("DOC-105", "ends before it begins", put(f"{_POSTS}/1/ended_on", "30 ก.ย. 2552"), f"{_POSTS}/1/ended_on"),
    Change("DOC-105", "not up to now", _drop_last_post, f"{_POSTS}/0/ended_on"),
    Change("DOC-105", "two at once", _two_at_once, f"{_POSTS}/2/began_on"),
    Change(
        "DOC-105",
        "held now, ended long ago",
        put(f"{_POSTS}/2/ended_on", "31 พ.ค. 2560"),
        f"{_POSTS}/2/ended_on",
    ),
    Change("DOC-105", "no end", put(f"{_POSTS}/0/ended_on", ""), f"{_POSTS}/0/ended_on"),
    Change("DOC-106", "no field", put(f"{_APPOINTMENT}/field_name", ""), f"{_APPOINTMENT}/field_name"),
    Change("DOC-106", "no date", put(f"{_APPOINTMENT}/appointed_on", ""), f"{_APPOINTMENT}/appointed_on"),
    Change("DOC-106", "a year alone", put(f"{_APPOINTMENT}/appointed_on", "2553"), f"{_APPOINTMENT}/appointed_on"),
    Change("DOC-106", "no position", put(f"{_APPOINTMENT}/position", None), f"{_APPOINTMENT}/position", _ROYAL),
    Change("DOC-106", "one left out", _drop_first_appointment, "/history/appointments", _ROYAL),
]


NEAR_MISSES = [
    Change("DOC-101", "a foreigner with a passport only", _come_from_abroad),
    Change("DOC-101", "a woman", put("/applicant/prefix", "นางสาว ")),
    Change("DOC-101", "a name that is a rank too", put("/applicant/given_name", "พลเอก")),
    Change("DOC-101", "a name that begins like a title", put("/applicant/given_name", "นางนวล")),
    Change("DOC-102", "Thai digits", put("/request/field_code", "๑๒๐๕")),
    Change("DOC-103", "the short form behind", put(f"{_DEGREE}/degree", "วิทยาศาสตรมหาบัณฑิต (วท.ม.)")),
    Change("DOC-103", "English in full", put(f"{_DEGREE}/degree", "Master of Arts (M.A.)")),
    Change("DOC-103", "a level within the name", put(f"{_DEGREE}/degree", "Master of Business Administration")),
    Change("DOC-104", "in the kingdom", put(f"{_DEGREE}/country", "ประเทศไทย")),
    Change("DOC-104", "a Thai degree without country", put(f"{_DEGREE}/country", "")),
    Change("DOC-104", "the short form behind", put(f"{_ABROAD}/degree_en", "Doctor of Philosophy (Ph.D.)")),
    Change("DOC-105", "the next day", put(f"{_POSTS}/2/began_on", "1 มิถุนายน ๒๕๕๕")),
    Change("DOC-105", "begins on the day the other ends", put(f"{_POSTS}/2/began_on", "31 พ.ค. 2555")),
    Change("DOC-105", "within the same month", put(f"{_POSTS}/2/began_on", "พ.ค. 2555")),
    Change("DOC-105", "held now, by a contract that ends later", put(f"{_POSTS}/2/ended_on", "30 ก.ย. 2575")),
    Change("DOC-105", "months without days", put(f"{_POSTS}/0/ended_on", "พ.ค. 2555")),
    Change("DOC-105", "a gap with its reason", _with_a_reason),
    Change("DOC-105", "a post beside one's own ends early", put(f"{_POSTS}/1/ended_on", "1 พ.ย. 2553")),
    Change("DOC-106", "special method", _ask_by_special_method),
    Change("DOC-106", "the date in figures", put(f"{_APPOINTMENT}/appointed_on", "15/03/2553")),
]
