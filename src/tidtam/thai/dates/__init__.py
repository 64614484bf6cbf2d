"""Dates as Thai people write, read and type them."""

from .entry import parse_date, parse_partial_date
from .formatting import (
    BANGKOK,
    BUDDHIST_ERA,
    MONTHS_EN,
    MONTHS_EN_SHORT,
    MONTHS_TH,
    MONTHS_TH_SHORT,
    format_datetime,
    format_datetime_long,
    format_long,
    format_numeric,
    format_partial,
    format_short,
    format_time,
)
from .partial import PartialDate

__all__ = [
    "BANGKOK",
    "BUDDHIST_ERA",
    "MONTHS_EN",
    "MONTHS_EN_SHORT",
    "MONTHS_TH",
    "MONTHS_TH_SHORT",
    "PartialDate",
    "format_datetime",
    "format_datetime_long",
    "format_long",
    "format_numeric",
    "format_partial",
    "format_short",
    "format_time",
    "parse_date",
    "parse_partial_date",
]
