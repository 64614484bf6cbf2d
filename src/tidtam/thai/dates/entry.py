"""Understand the dates that people type, and refuse those that could mean two days."""

import re
from datetime import date

from tidtam.thai.errors import ThaiInputError, gettext_noop
from tidtam.thai.numerals import to_arabic
from tidtam.thai.writing import plain_dashes, tidy

from .formatting import BUDDHIST_ERA, MONTHS_EN, MONTHS_EN_SHORT, MONTHS_TH, MONTHS_TH_SHORT
from .partial import PartialDate

EXAMPLE = "21/11/2569"
FIRST_YEAR, LAST_YEAR = 1857, 2056
"""พ.ศ. 2400 to 2599. Years of the two eras never meet within these bounds."""
SHORT_YEARS = range(50, 100)
"""Two figures mean พ.ศ. 2550 to 2599; below 50 they could as well be a year after 2000."""
OLD_NEW_YEAR = 1941
"""Before this year the Thai year began in April: January to March of พ.ศ. 2483 and earlier are in doubt."""


def _letters(name: str) -> str:
    return name.replace(".", "").lower()


_MONTH_BY_NAME = {
    _letters(form): number
    for number in range(1, 13)
    for form in (MONTHS_TH[number], MONTHS_TH_SHORT[number], MONTHS_EN[number], MONTHS_EN_SHORT[number])
} | {"sept": 9}

_WEEKDAYS = (
    "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์"
    "|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_WEEKDAY = re.compile(rf"^(?:วัน)?(?:{_WEEKDAYS})(?![a-z])\.?,?\s*", re.I)
_SLASH = re.compile(r"\s*/\s*")
_FILLERS = re.compile(r"^(?:วันที่|ที่)\s*")
_ERA = re.compile(r"(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|\bb\.?e\.?|\ba\.?d\.?|\bc\.?e\.?)(?=\s|[0-9]|$)", re.I)
_UNKNOWN = r"0{1,2}|-{1,2}|[xX]{1,2}"
_NUMBER = rf"[0-9]{{1,2}}|{_UNKNOWN}"
_DAY_FIRST = re.compile(rf"(?P<day>{_NUMBER})(?P<s>[-/. ])(?P<month>{_NUMBER})(?P=s)(?P<year>[0-9]{{1,4}})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?P<s>[-/.])(?P<month>[0-9]{1,2})(?P=s)(?P<day>[0-9]{1,2})")
_RUN_TOGETHER = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})")
_NAME = r"(?P<name>[^\W\d_][^\d\s,/-]*)"
_WITH_NAME = re.compile(
    rf"(?:(?P<day>{_NUMBER})(?:st|nd|rd|th)?[\s./-]*)?(?:เดือน\s*)?{_NAME}[\s,./-]*(?:ปี\s*)?(?P<year>[0-9]{{1,4}})"
)
_NAME_FIRST = re.compile(rf"{_NAME}\s*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{1,4}})")
_YEAR_ONLY = re.compile(r"(?:ปี\s*)?(?P<year>[0-9]{4})")


def parse_date(text: str, *, short_year: bool = True) -> date:
    """One day, or a `ThaiInputError`: 21/11/2569, 21 พ.ย. 69, ๒๑/๑๑/๒๕๖๙, 2026-11-21, 21 November 2026.

    `short_year=False` asks for all four figures of the year, as for a birth date.
    """
    exact = parse_partial_date(text, short_year=short_year).exact
    if exact is None:
        raise ThaiInputError("date_incomplete", gettext_noop("Enter the day, the month and the year."))
    return exact


def parse_partial_date(text: str, *, short_year: bool = True) -> PartialDate:
    """As `parse_date`, and also what cards say when the day or the month is not known: -/-/2510, ม.ค. 2510, 2510."""
    plain = plain_dashes(to_arabic(tidy(text)))
    if not plain:
        raise ThaiInputError("date_empty", gettext_noop("Enter a date, such as %(example)s."), {"example": EXAMPLE})
    plain = _FILLERS.sub("", _WEEKDAY.sub("", _SLASH.sub("/", plain)))
    era = _ERA.search(plain)
    if era:
        plain = tidy(f"{plain[: era.start()]} {plain[era.end() :]}")
    year_text, month_text, day_text = _split(plain)
    month = _month(month_text)
    day = _known(day_text)
    if day is not None and month is None:
        raise _not_a_date()
    year = _year(year_text, _buddhist(era), month, short_year)
    if month is not None and not 1 <= month <= 12:
        raise ThaiInputError(
            "date_month",
            gettext_noop("There is no month %(month)d. Enter the day first, then the month: %(example)s."),
            {"month": month, "example": EXAMPLE},
        )
    try:
        return PartialDate(year, month, day)
    except ValueError:
        raise ThaiInputError(
            "date_day",
            gettext_noop("That month has no day %(day)d; check the day and the month."),
            {"day": day or 0},
        ) from None


def _split(plain: str) -> tuple[str, str, str]:
    for form in (_YEAR_FIRST, _DAY_FIRST, _RUN_TOGETHER, _YEAR_ONLY, _NAME_FIRST, _WITH_NAME):
        found = form.fullmatch(plain)
        if found:
            parts = found.groupdict()
            return parts["year"], parts.get("month") or parts.get("name") or "", parts.get("day") or ""
    raise _not_a_date()


def _not_a_date() -> ThaiInputError:
    return ThaiInputError(
        "date_form",
        gettext_noop("Enter the date as day, month, year, such as %(example)s."),
        {"example": EXAMPLE},
    )


def _known(text: str) -> int | None:
    """None where a card says that it is not known: empty, 0, 00, -, --, xx."""
    return int(text) or None if text.isdecimal() else None


def _month(text: str) -> int | None:
    if not text or text.isdecimal() or set(text) <= set("-xX"):
        return _known(text)
    month = _MONTH_BY_NAME.get(_letters(text))
    if month is None:
        raise ThaiInputError(
            "date_month_name",
            gettext_noop("The name of the month is not known; write it as in %(example)s."),
            {"example": "21 พ.ย. 2569"},
        )
    return month


def _buddhist(era: re.Match[str] | None) -> bool | None:
    if era is None:
        return None
    return era[0][0] in "พbB"


def _year(text: str, buddhist: bool | None, month: int | None, short_year: bool) -> int:
    number = int(text)
    if len(text) == 2 and buddhist is not False and short_year and number in SHORT_YEARS:
        return number + 2500 - BUDDHIST_ERA
    if len(text) <= 2:
        raise ThaiInputError(
            "date_short_year",
            gettext_noop("The year could mean more than one; write all its four figures, such as %(example)s."),
            {"example": "2569"},
        )
    if buddhist is None:
        buddhist = number >= FIRST_YEAR + BUDDHIST_ERA
    year = number - BUDDHIST_ERA if buddhist else number
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ThaiInputError(
            "date_far_year",
            gettext_noop("The year %(year)d is too far away; check it, and whether it is of the Buddhist era."),
            {"year": number},
        )
    if buddhist and year < OLD_NEW_YEAR and month in {1, 2, 3}:
        raise ThaiInputError(
            "date_old_year",
            gettext_noop(
                "Before B.E. 2484 the Thai year began in April, so this could be either of two years. "
                "Enter the year of the common era, such as %(example)s."
            ),
            {"example": "1938"},
        )
    return year
