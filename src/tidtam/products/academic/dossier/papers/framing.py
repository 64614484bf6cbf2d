"""What stands around every paper: whose it is, when it was printed, and whether it is a draft."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.products.academic.rulebook.structure import Dossier
from tidtam.thai.dates import format_datetime_long

from .naming import applicant_name
from .pen import Pen

Frame = dict[str, Any]


def frame_of(pen: Pen, content: Dossier, *, office: str, stopping: int, moment: datetime) -> Frame:
    return {
        "language": pen.language,
        "has_thai_digits": pen.has_thai_digits,
        "office": content.request.institution.strip() or office,
        "about": applicant_name(content.applicant),
        "note": _(
            "A form made by the system: its headings follow the ministry's cautions, its layout is not an official one."
        ),
        "page": [_("Page"), _("of")],
        "printed": _("Printed %(moment)s") % {"moment": pen.figures(format_datetime_long(moment, pen.language))},
        "edition": "",
        "draft": _("Draft") if stopping else "",
        "draft_words": _draft_words(pen, stopping),
    }


def _draft_words(pen: Pen, stopping: int) -> str:
    if not stopping:
        return ""
    text = ngettext(
        "Draft: %(number)s thing must be mended before the request can be sent.",
        "Draft: %(number)s things must be mended before the request can be sent.",
        stopping,
    )
    return text % {"number": pen.figures(stopping)}
