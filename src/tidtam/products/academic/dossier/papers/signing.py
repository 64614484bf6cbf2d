"""The place where somebody signs: name, position, for whom they act, day, month and year."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tidtam.products.academic.rulebook.choices import Capacity
from tidtam.products.academic.rulebook.rules.look import exact_day
from tidtam.products.academic.rulebook.structure import Acting, Signature
from tidtam.thai.dates import BUDDHIST_ERA, MONTHS_EN, MONTHS_TH

from .blocks import Block
from .pen import Pen, label_of


def place_to_sign(pen: Pen, signature: Signature, title: str) -> Block:
    capacity = "" if signature.capacity in (None, Capacity.OTHER) else label_of(signature.capacity)
    return {
        "kind": "signature",
        "title": title,
        "sign": pgettext("signature", "Signed"),
        "name": signature.name.strip(),
        "position_label": _("Position"),
        "position": signature.position.strip() or capacity,
        "acting": _acting(pen, signature.acting),
        "date": _date(pen, signature.signed_on),
    }


def _acting(pen: Pen, acting: Acting) -> list[str]:
    """For which office, by which order and from when until when."""
    if not acting.is_acting:
        return []
    lines = [_("Acting for the holder of the office")]
    if acting.order_number.strip() or acting.order_date.strip():
        told = {"number": acting.order_number.strip() or "–", "day": pen.day(acting.order_date) or "–"}
        lines.append(_("By order %(number)s of %(day)s") % told)
    if acting.acts_from.strip() or acting.acts_until.strip():
        told = {"begin": pen.day(acting.acts_from) or "–", "end": pen.day(acting.acts_until) or "–"}
        lines.append(_("From %(begin)s until %(end)s") % told)
    return lines


def _date(pen: Pen, typed: str) -> list[tuple[str, str]]:
    """Day, month and year, each with its word; what cannot be read stands as it was typed."""
    words = (pgettext("signature", "Day"), pgettext("signature", "Month"), pgettext("signature", "Year"))
    day = exact_day(typed)
    if day is None:
        return [(_("Date"), typed)] if typed.strip() else [(word, "") for word in words]
    is_english = pen.language.startswith("en")
    year = day.year if is_english else day.year + BUDDHIST_ERA
    months = MONTHS_EN if is_english else MONTHS_TH
    return list(zip(words, (pen.figures(day.day), months[day.month], pen.figures(year)), strict=True))
