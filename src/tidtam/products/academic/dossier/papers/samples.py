"""Invented papers, on which an office's template is tried out and shown to whoever wrote it."""

import json
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _

from tidtam.kernel.actor import BANGKOK
from tidtam.products.academic.layouts.choices import Paper
from tidtam.products.academic.layouts.samples import Facts, Samples, register_samples
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.rule_sets import choose, shipped
from tidtam.products.academic.rulebook.structure import Dossier

from .data import Told, facts_for_template
from .framing import frame_of
from .printing import pen_for

_SAMPLE = Path(__file__).with_name("sample.json")
_STARTER = Path(__file__).with_name("starter.typ")
_DAY = date(2026, 8, 3)
_MOMENT = datetime(2026, 8, 3, 9, 30, tzinfo=BANGKOK)
_UNSAID = 12
"""What an empty dossier lacks at least."""


def register_all() -> None:
    starter = _STARTER.read_text("utf-8")
    for paper in Paper:
        register_samples(paper, Samples(partial(_whole, paper), partial(_bare, paper), starter))


def _whole(paper: Paper) -> Facts:
    """Ready to be signed."""
    content = made_of(json.loads(_SAMPLE.read_text("utf-8")))
    words = _("Edition %(number)s · fingerprint %(fingerprint)s") % {"number": 1, "fingerprint": "0000-0000-0000"}
    return _made(paper, content, stopping=0, edition=words)


def _bare(paper: Paper) -> Facts:
    return _made(paper, Dossier(), stopping=_UNSAID, edition="")


def _made(paper: Paper, content: Dossier, *, stopping: int, edition: str) -> Facts:
    rule_set = choose(shipped(), content.request, _DAY)
    if rule_set is None:
        raise LookupError("no rules are shipped for the day of the sample")
    pen = pen_for(content, rule_set, _DAY)
    frame = frame_of(pen, content, office=_("Sample office"), stopping=stopping, moment=_MOMENT)
    return facts_for_template(Told(paper, pen, content, {**frame, "edition": edition}))
