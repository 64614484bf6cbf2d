"""Numbers and dates as the card and the phone print them."""

from datetime import date, datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from tidtam.sandbox.thaid.faults import FAULTS
from tidtam.thai import dates, national_id

register = template.Library()


@register.filter
def pid_as_printed(pid: str) -> str:
    return national_id.display(pid)


@register.filter
def date_as_printed(day: date) -> str:
    return dates.format_short(day, get_language() or "th")


@register.filter
def moment_as_printed(moment: datetime) -> str:
    return dates.format_datetime(moment, get_language() or "th")


@register.filter
def birthdate_as_printed(text: str) -> str:
    """A whole date, or the year alone, in the years of the language."""
    if len(text) > 4:
        return date_as_printed(date.fromisoformat(text))
    return str(int(text) + 543) if get_language() == "th" else text


@register.filter
def fault_text(name: str) -> str | Promise:
    return FAULTS[name].text if name in FAULTS else name
