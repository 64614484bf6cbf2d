"""The papers themselves, in the language that is active: by the office's own template where it has one, or by ours."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.products.academic.dossier import queries
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier, DossierEdition
from tidtam.products.academic.dossier.policies import sees_work_in_progress
from tidtam.products.academic.dossier.presenting.checklist import Checklist
from tidtam.products.academic.layouts.actions import report_failure
from tidtam.products.academic.layouts.choices import Paper
from tidtam.products.academic.layouts.printing import STAND_IN, print_with
from tidtam.products.academic.layouts.queries import layout_for
from tidtam.products.academic.rulebook.rule_sets import RuleSet
from tidtam.products.academic.rulebook.structure import Dossier as Content
from tidtam.web.paper import typeset
from tidtam.web.paper.foreign import TemplateFailed

from .checking import checklist_blocks
from .data import Told, facts_for_template
from .form import PaperPart
from .framing import Frame, frame_of
from .pen import Pen

_TEMPLATE = Path(__file__).parent / "paper" / "dossier.typ"


def print_request_form(actor: Actor, dossier: Dossier, edition: DossierEdition | None = None) -> bytes:
    """As the dossier stands or, to be signed, as an edition of it stood."""
    day = date_in_bangkok(edition.frozen_at) if edition else _day_of(actor, dossier)
    return _by_template_or_ours(actor, dossier, _told(actor, dossier, Paper.REQUEST_FORM, edition), day)


def print_summary(actor: Actor, dossier: Dossier) -> bytes:
    return _by_template_or_ours(actor, dossier, _told(actor, dossier, Paper.SUMMARY), _day_of(actor, dossier))


def print_checklist(actor: Actor, dossier: Dossier) -> bytes:
    """Every rule with its answer, as it is asked when the request is sent."""
    content, pen = _opened(actor, dossier)
    checklist = Checklist(queries.judge(actor, dossier, as_sent=True))
    parts = [PaperPart("", checklist_blocks(pen, checklist))]
    return _ours(_frame(actor, dossier, content, pen), _("Result of the check"), parts, actor.now())


def pen_for(content: Content, rule_set: RuleSet, today: date) -> Pen:
    language = get_language() or "th"
    works = {work.id: work for work in content.works if work.id}
    has_thai_digits = settings.ENVIRONMENT.thai_digits and not language.startswith("en")
    return Pen(rule_set, today, language, has_thai_digits, works)


def _told(actor: Actor, dossier: Dossier, paper: Paper, edition: DossierEdition | None = None) -> Told:
    content, pen = _opened(actor, dossier, edition)
    frame = _frame(actor, dossier, content, pen)
    if edition is not None:  # it is no draft, whatever became of the dossier since, and every page names it
        frame |= {"edition": _edition_words(pen, edition), "draft": "", "draft_words": ""}
    return Told(paper, pen, content, frame)


def _edition_words(pen: Pen, edition: DossierEdition) -> str:
    told = {"number": pen.figures(edition.number), "fingerprint": edition.fingerprint}
    return _("Edition %(number)s · fingerprint %(fingerprint)s") % told


def _opened(actor: Actor, dossier: Dossier, edition: DossierEdition | None = None) -> tuple[Content, Pen]:
    content = queries.edition_content(actor, dossier, edition) if edition else queries.content_of(actor, dossier)
    return content, pen_for(content, queries.rules_of(actor, dossier), actor.today())


def _frame(actor: Actor, dossier: Dossier, content: Content, pen: Pen) -> Frame:
    stopping = sum(finding.stops for finding in queries.findings_of(actor, dossier))
    return frame_of(pen, content, office=dossier.organization.name, stopping=stopping, moment=actor.now())


def _by_template_or_ours(actor: Actor, dossier: Dossier, told: Told, day: date) -> bytes:
    """Where the office's template prints nothing, the paper is ours and says so, and its administrators are told."""
    layout = layout_for(actor, dossier.organization_path, told.paper, day)
    if layout is None:
        return _ours(told.frame, told.title, told.parts, actor.now())
    try:
        return print_with(layout, facts_for_template(told), actor.now()).pdf
    except TemplateFailed as failed:
        report_failure(actor, layout, failed)
        note = _("The office's own template printed nothing this time; this form is made by the system instead.")
        return _ours({**told.frame, "note": f"{note} {told.frame['note']}"}, told.title, told.parts, actor.now())


def _day_of(actor: Actor, dossier: Dossier) -> date:
    """By which day's template it is printed: today's while it is written, that of its sending once it was sent."""
    if sees_work_in_progress(actor, dossier) and not dossier.is_closed:
        return actor.today()
    sent = [edition for edition in queries.editions_of(actor, dossier) if edition.occasion == Occasion.SENT]
    return date_in_bangkok(sent[-1].frozen_at)


def _ours(frame: Frame, title: str, parts: Sequence[PaperPart], moment: datetime) -> bytes:
    drawn = [asdict(part) for part in parts]
    return typeset(_TEMPLATE, {**frame, "title": title, "parts": drawn}, made_at=moment, stand_in=STAND_IN)
