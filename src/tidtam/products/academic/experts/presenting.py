"""How experts and committees read on a page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tidtam.kernel.actor import Actor
from tidtam.kernel.fields.forms import FieldChoice
from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.rules import place_words
from tidtam.tracking.wording import long_date

from . import policies
from .models import Committee, Expert, InstitutionPolicy
from .naming import Named
from .proposal import Found, Missing, Proposal, Proposed
from .queries import decisions_about, proposal_of

Text = str | Promise
Rows = list[tuple[Any, ...]]


def listing_tag(expert: Expert) -> tuple[str, Text]:
    if expert.is_listed:
        return "done", _("on the list")
    if expert.is_approved:
        return "progress", _("approved by the commission")
    return "waiting", _("not on the list")


@dataclass(frozen=True, slots=True)
class ExpertRow:
    expert: Expert
    position: Text
    fields: str
    tag_kind: str
    tag_text: Text


def expert_row(expert: Expert) -> ExpertRow:
    position = Position(expert.position).label if expert.position else ""
    fields = ", ".join(dict.fromkeys(filter(None, map(_field_of, expert.appointments))))
    return ExpertRow(expert, position, fields, *listing_tag(expert))


def _field_of(appointment: dict[str, str]) -> str:
    return str(FieldChoice(appointment.get("field_code", ""), appointment.get("field_name", "")))


def _long(day: date | None) -> str:
    return long_date(day) if day else ""


def _day_of(appointment: dict[str, str]) -> str:
    given = appointment.get("appointed_on", "")
    return _long(date.fromisoformat(given)) if given else ""


def expert_detail(actor: Actor, expert: Expert) -> dict[str, Any]:
    kind, text = listing_tag(expert)
    return {
        "expert": expert,
        "tag_kind": kind,
        "tag_text": text,
        "rows": _profile_rows(expert),
        "appointments": [
            (Position(each["position"]).label, _field_of(each), _day_of(each)) for each in expert.appointments
        ],
        "education": expert.education,
        "can_change": policies.can_keep(actor, expert.organization),
        "decisions": decisions_about(actor, expert),
    }


def _profile_rows(expert: Expert) -> Rows:
    def file_row(label: Text, file_id: object) -> tuple[Any, ...]:
        if not file_id:
            return (label, "")
        return (label, _("attached"), reverse("academic_experts:expert_file", args=[expert.pk, file_id]), _("Open"))

    rows: Rows = [
        (_("Name in English"), expert.full_name_en),
        (_("Institution"), expert.institution_called),
        (pgettext("person", "Status"), expert.get_status_display()),
        (_("Changed the status to employee on"), _long(expert.status_changed_on)),
        file_row(_("Evidence of the change of status"), expert.status_file),
        (_("Expertise"), expert.expertise),
        (_("On the list of the commission of"), _long(expert.listed_on)),
        (_("Approved by letter or meeting"), expert.approval_no),
        (_("Date of the approval"), _long(expert.approved_on)),
        file_row(_("Evidence of the approval"), expert.approval_file),
        (_("Kept by"), expert.organization.name),
    ]
    return [row for row in rows if row[1]]


@dataclass(frozen=True, slots=True)
class Line:
    """Something found of an expert, in words, and where it is answered."""

    found: Found
    text: Text
    answer_url: str
    seen: tuple[str, ...] = ()
    """The words in which it stands in the dossier, and where."""
    further: int = 0

    @property
    def tag(self) -> tuple[str, Text]:
        return ("done", _("answered")) if self.found.is_answered else ("late", _("to be answered"))


@dataclass(frozen=True, slots=True)
class Seated:
    proposed: Proposed
    row: ExpertRow
    lines: tuple[Line, ...]

    @property
    def decision_tag(self) -> tuple[str, Text]:
        decision = self.proposed.decision
        if decision is None:
            return "", ""
        return ("done", _("approved by the commission")) if decision.is_approved else ("late", _("not approved"))


_ANSWERED_BELOW = frozenset({"not_listed", "lower_position"})
"""The committee's own reasons answer for these, once for all experts."""


_MOST_PLACES = 3


def _stands(named: Named) -> str:
    where = place_words(named.place) if named.place else ""
    return f"“{named.name}” ({where})" if where else f"“{named.name}”"


def _seated(proposal: Proposal, one: Proposed) -> Seated:
    lines = []
    for found in one.found:
        conflict = found.conflict
        url = ""
        if conflict.kind.can_be_answered and conflict.kind not in _ANSWERED_BELOW:
            url = reverse(
                "academic_experts:member_answer", args=[proposal.committee.pk, one.member.pk, conflict.kind.value]
            )
        shown = tuple(map(_stands, conflict.seen[:_MOST_PLACES]))
        lines.append(Line(found, conflict.kind.label, url, shown, len(conflict.seen) - len(shown)))
    return Seated(one, expert_row(one.expert), tuple(lines))


def _where(proposal: Proposal, missing: Missing) -> str:
    committee = proposal.committee
    if missing.expert_id:
        return reverse("academic_experts:expert_change", args=[missing.expert_id])
    if missing.rule in {"DOC-701", "DOC-705"}:
        return reverse("academic_experts:reasons", args=[committee.pk])
    if missing.rule == "DOC-703" and missing.member_id:
        return reverse("academic_experts:member_approach", args=[committee.pk, missing.member_id])
    return f"#member-{missing.member_id}" if missing.member_id else ""


def committee_detail(actor: Actor, committee: Committee) -> dict[str, Any]:
    proposal = proposal_of(actor, committee)
    can_propose = policies.can_propose(actor, committee)
    missing = proposal.missing() if can_propose and proposal.to_approve else []
    form = committee.request_form
    return {
        "committee": committee,
        "proposal": proposal,
        "members": [_seated(proposal, one) for one in proposal.members],
        "rows": [
            (_("Position requested"), committee.get_position_display()),
            (_("Field of study"), str(FieldChoice(committee.field_code, committee.field_name))),
            (_("Institution"), committee.organization.name),
        ],
        "missing": [(each.who, each.text, _where(proposal, each)) for each in missing],
        "reasons": _reasons(committee),
        "form_url": reverse("academic_experts:committee_file", args=[committee.pk, form]) if form else "",
        "can_propose": can_propose,
        "can_record": policies.is_of_institution(actor, committee.organization, committee.applicant_id),
        "can_request": policies.can_request_approval(actor, committee) and bool(proposal.to_approve) and not missing,
        "can_resume": policies.can_resume_approval(actor, committee) and not missing,
    }


def _reasons(committee: Committee) -> Rows:
    rows: Rows = [
        (_("Why no listed expert can be appointed"), committee.reason_not_listed),
        (_("Why an expert of a lower position than the one requested is proposed"), committee.reason_lower_position),
    ]
    return [row for row in rows if row[1]]


def policy_rows(policy: InstitutionPolicy) -> Rows:
    def number(value: int | None) -> Text:
        return _("not configured") if value is None else str(value)

    opened = (
        _("open for committees begun on or after %(day)s") % {"day": _long(policy.opens_from)}
        if policy.opens_names
        else _("hidden from the applicant")
    )
    return [
        (_("Institution"), policy.organization.name),
        (_("Names of the experts"), opened),
        (_("Experts at least"), number(policy.members_least)),
        (_("Experts at most"), number(policy.members_most)),
        (_("Of the institution itself at most"), number(policy.inside_most)),
        (_("Decided by"), policy.decided_by),
        (_("Recorded on"), _long(policy.recorded_at.date())),
    ]
