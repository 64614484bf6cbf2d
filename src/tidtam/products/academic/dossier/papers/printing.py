"""The papers themselves, in the language that is active."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier import queries
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.presenting.checklist import Checklist
from tidtam.products.academic.rulebook.structure import Dossier as Content
from tidtam.thai.dates import format_datetime_long
from tidtam.web.paper import typeset

from .checking import checklist_blocks
from .form import PaperPart, parts_of_form
from .naming import applicant_name
from .pen import Pen
from .summary import summary_blocks

_TEMPLATE = Path(__file__).parent / "paper" / "dossier.typ"
_STAND_IN = "□"


def print_request_form(actor: Actor, dossier: Dossier) -> bytes:
    content, pen = _opened(actor, dossier)
    title = _("Request form for the consideration of an academic position")
    return _printed(_frame(actor, dossier, content, pen), title, parts_of_form(pen, content), actor.now())


def print_summary(actor: Actor, dossier: Dossier) -> bytes:
    content, pen = _opened(actor, dossier)
    title = _("Summary of data and steps of the request for an academic position")
    parts = [PaperPart("", summary_blocks(pen, content))]
    return _printed(_frame(actor, dossier, content, pen), title, parts, actor.now())


def print_checklist(actor: Actor, dossier: Dossier) -> bytes:
    """Every rule with its answer, as it is asked when the request is sent."""
    content, pen = _opened(actor, dossier)
    checklist = Checklist(queries.judge(actor, dossier, as_sent=True))
    parts = [PaperPart("", checklist_blocks(checklist))]
    return _printed(_frame(actor, dossier, content, pen), _("Result of the check"), parts, actor.now())


def _opened(actor: Actor, dossier: Dossier) -> tuple[Content, Pen]:
    content = queries.content_of(actor, dossier)
    language = get_language() or "th"
    works = {work.id: work for work in content.works if work.id}
    has_thai_digits = settings.ENVIRONMENT.thai_digits and not language.startswith("en")
    return content, Pen(queries.rules_of(actor, dossier), actor.today(), language, has_thai_digits, works)


def _printed(frame: Mapping[str, object], title: str, parts: Sequence[PaperPart], moment: datetime) -> bytes:
    drawn = [{"title": part.title, "blocks": part.blocks} for part in parts]
    return typeset(_TEMPLATE, {**frame, "title": title, "parts": drawn}, made_at=moment, stand_in=_STAND_IN)


def _frame(actor: Actor, dossier: Dossier, content: Content, pen: Pen) -> dict[str, object]:
    """What stands around every paper: whose it is, when it was printed, and whether it is a draft."""
    stopping = sum(finding.stops for finding in queries.findings_of(actor, dossier))
    return {
        "language": pen.language,
        "has_thai_digits": pen.has_thai_digits,
        "office": content.request.institution.strip() or dossier.organization.name,
        "about": applicant_name(content.applicant),
        "note": _(
            "A form made by the system: its headings follow the ministry's cautions, its layout is not an official one."
        ),
        "page": [_("Page"), _("of")],
        "printed": _("Printed %(moment)s") % {"moment": pen.figures(format_datetime_long(actor.now(), pen.language))},
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
