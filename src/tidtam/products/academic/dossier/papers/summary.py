"""The summary of data and steps: on a sheet or two what the dossier says and on which day what was done."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.chain import date_chain
from tidtam.products.academic.rulebook.structure import Council, Dossier, History, Signature
from tidtam.products.academic.rulebook.structure.documents import Summary

from . import blocks
from .blocks import Block, Row
from .laying import NOTHING, answers, listed
from .naming import applicant_name
from .pen import Pen, ask_of
from .signing import place_to_sign
from .works import shelves

_REQUESTED = ("position", "method", "field_name", "field_code", "subfield_name", "employment_kind")


def summary_blocks(pen: Pen, dossier: Dossier) -> list[Block]:
    return list(_summary(pen, dossier))


def _summary(pen: Pen, dossier: Dossier) -> Iterator[Block]:
    yield blocks.heading(_("Data of the request"))
    yield from blocks.rows([(_("The applicant"), applicant_name(dossier.applicant))])
    yield from blocks.rows(answers(pen, dossier.request, ("institution", "faculty", *_REQUESTED)))
    yield from listed(pen, dossier.history.appointments, History, "appointments")
    yield blocks.heading(_("Academic works"))
    yield from blocks.rows(_counts(pen, dossier))
    yield blocks.heading(_("Steps and their days"))
    yield _days(pen, dossier)
    if dossier.documents.summary.steps:
        yield from listed(pen, dossier.documents.summary.steps, Summary, "steps")
    yield blocks.heading(_("Resolution of the institution council"))
    yield from blocks.rows(answers(pen, dossier.council, ("appointed_on", "appointed_on_is")))
    yield place_to_sign(pen, Signature(), _("Certified as correct for the institution"))


def _counts(pen: Pen, dossier: Dossier) -> Iterator[Row]:
    for title, works in shelves(dossier.works):
        yield title, _("%(number)s works") % {"number": pen.figures(len(works))}
    yield from answers(pen, dossier.committee, ("works_total", "works_meeting"))


def _days(pen: Pen, dossier: Dossier) -> Block:
    lines = [
        [pen.figures(number), title, pen.day(typed).strip() or NOTHING, remark or NOTHING]
        for number, (title, typed, remark) in enumerate(_steps(dossier), 1)
    ]
    return blocks.table([_("No."), _("Step"), _("Date"), _("Remark")], [0.7, 4, 2.4, 3], lines)


def _steps(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """What the parts of the dossier say was done, in the order in which it is done: what, when, by whom or where."""
    chain, order = date_chain(dossier), dossier.documents.experts_order
    yield _("The teaching is assessed"), dossier.teaching.assessed_on, ""
    yield str(chain.applicant.title), chain.applicant.typed, ""
    yield _("The institution receives the request"), dossier.request.received_on, ""
    for supervisor in chain.supervisors:
        yield str(supervisor.title), supervisor.typed, supervisor.who
    yield str(chain.received.title), chain.received.typed, ""
    yield _("Order of appointment of the experts"), order.dated, order.number
    yield _("The expert committee signs its assessment"), dossier.committee.signature.signed_on, ""
    kpw, council = dossier.kpw, dossier.council
    yield _("The academic position committee meets"), kpw.met_on, _meeting(kpw.meeting)
    for name in ("improved_received_on", "publication_received_on"):
        if typed := getattr(council, name):
            yield str(ask_of(Council, name).title), typed, ""
    yield _("The institution council resolves"), council.met_on, _meeting(council.meeting)
    yield str(chain.appointment.title), chain.appointment.typed, ""


def _meeting(number: str) -> str:
    return _("Meeting no. %(number)s") % {"number": number} if number.strip() else ""
