"""Dates with the Buddhist year. Formatting is plain string work: lists show hundreds of them."""

from datetime import date, datetime, timedelta, timezone

from .partial import PartialDate

MONTHS_TH = (
    "",
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
MONTHS_TH_SHORT = (
    "",
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
MONTHS_EN = (
    "",
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS_EN_SHORT = ("", *(name[:3] for name in MONTHS_EN[1:]))

BUDDHIST_ERA = 543
BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
"""Thailand has no summer time, and none of our dates is from before 1920."""


def format_short(day: date, lang: str = "th") -> str:
    """21 พ.ย. 2569, 21 Nov 2026; of a moment, its day in Bangkok."""
    if isinstance(day, datetime):
        day = _in_bangkok(day)
    if lang.startswith("en"):
        return f"{day.day} {MONTHS_EN_SHORT[day.month]} {day.year}"
    return f"{day.day} {MONTHS_TH_SHORT[day.month]} {day.year + BUDDHIST_ERA}"


def format_long(day: date, lang: str = "th") -> str:
    """21 พฤศจิกายน 2569, 21 November 2026; of a moment, its day in Bangkok."""
    if isinstance(day, datetime):
        day = _in_bangkok(day)
    if lang.startswith("en"):
        return f"{day.day} {MONTHS_EN[day.month]} {day.year}"
    return f"{day.day} {MONTHS_TH[day.month]} {day.year + BUDDHIST_ERA}"


def format_numeric(day: date, lang: str = "th") -> str:
    """21/11/2569, 21/11/2026: what an entry field shows, and takes back."""
    year = day.year if lang.startswith("en") else day.year + BUDDHIST_ERA
    return f"{day.day:02d}/{day.month:02d}/{year:04d}"


def format_partial(day: PartialDate, lang: str = "th") -> str:
    """21 พ.ย. 2569, or พ.ย. 2569, or 2569, as much as is known."""
    if day.exact:
        return format_short(day.exact, lang)
    english = lang.startswith("en")
    year = str(day.year if english else day.year + BUDDHIST_ERA)
    if day.month is None:
        return year
    return f"{(MONTHS_EN_SHORT if english else MONTHS_TH_SHORT)[day.month]} {year}"


def format_time(moment: datetime, lang: str = "th") -> str:
    """14:05 น., 14:05, as the clock stands in Bangkok."""
    here = _in_bangkok(moment)
    return f"{here.hour:02d}:{here.minute:02d}{'' if lang.startswith('en') else ' น.'}"


def format_datetime(moment: datetime, lang: str = "th") -> str:
    """21 พ.ย. 2569 14:05 น., 21 Nov 2026, 14:05."""
    here = _in_bangkok(moment)
    comma = "," if lang.startswith("en") else ""
    return f"{format_short(here, lang)}{comma} {format_time(here, lang)}"


def format_datetime_long(moment: datetime, lang: str = "th") -> str:
    """21 พฤศจิกายน 2569 เวลา 14:05 น., 21 November 2026 at 14:05."""
    here = _in_bangkok(moment)
    between = "at" if lang.startswith("en") else "เวลา"
    return f"{format_long(here, lang)} {between} {format_time(here, lang)}"


def _in_bangkok(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone could be any hour")
    return moment if moment.tzinfo is BANGKOK else moment.astimezone(BANGKOK)
