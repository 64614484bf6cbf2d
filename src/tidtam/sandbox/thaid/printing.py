"""Numbers, names and dates as the card and the phone print them."""

from datetime import date, datetime

from django.utils.translation import get_language

from tidtam.thai import dates, national_id

from .models import Holder


def language() -> str:
    return "en" if get_language() == "en" else "th"


def pid_as_printed(pid: str) -> str:
    return national_id.display(pid)


def name_as_printed(holder: Holder) -> str:
    """In the language of the page, if the card has the name in it."""
    return (holder.full_name_en if language() == "en" else "") or holder.full_name


def date_as_printed(day: date) -> str:
    return dates.format_short(day, language())


def moment_as_printed(moment: datetime) -> str:
    return dates.format_datetime(moment, language())


def birthdate_as_printed(text: str) -> str:
    """A whole date, or the year alone, in the years of the language."""
    if len(text) > len("2026"):
        return date_as_printed(date.fromisoformat(text))
    return text if language() == "en" else str(int(text) + dates.BUDDHIST_ERA)
