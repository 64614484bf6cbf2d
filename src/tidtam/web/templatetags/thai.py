"""Dates as Thais write them, in the page's language."""

import re
from datetime import date, datetime

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tidtam.thai import dates

register = template.Library()


def _language() -> str:
    return get_language() or "th"


@register.filter
def thai_date(day: date | None) -> str:
    """21 พ.ย. 2569, for lists."""
    return dates.format_short(day, _language()) if day else ""


@register.filter
def thai_date_long(day: date | None) -> str:
    """21 พฤศจิกายน 2569, for text."""
    return dates.format_long(day, _language()) if day else ""


@register.filter
def thai_datetime(moment: datetime | None) -> str:
    """21 พ.ย. 2569 14:05 น., where the time matters."""
    return dates.format_datetime(moment, _language()) if moment else ""


@register.filter
def thai_clock(moment: datetime | None) -> str:
    """14:05 น., where the day is today."""
    return dates.format_time(moment, _language()) if moment else ""


_LATIN_LETTER = re.compile("[A-Za-z]")
_THAI_WORDS = re.compile("[\u0e00-\u0e7f]+(?:[^A-Za-z\u0e00-\u0e7f<>&]*[\u0e00-\u0e7f]+)*")


@register.filter
def in_its_language(text: str | SafeString) -> str | SafeString:
    """Thai on a page that is not Thai says so: whoever hears the page hears it spoken as Thai.

    With its figures, where it is all Thai; among words of another language its Thai words alone.
    """
    if _language() == "th" or not _THAI_WORDS.search(str(text)):
        return str(text)
    if not _LATIN_LETTER.search(str(text)):
        return format_html('<span lang="th">{}</span>', text)
    return mark_safe(_THAI_WORDS.sub(r'<span lang="th">\g<0></span>', conditional_escape(text)))
