"""Matters, for their subjects: handed over as the subject may see them, and kept as long as official papers are."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.actions import forget_files
from tidtam.kernel.files.models import NAMELESS, StoredFile
from tidtam.kernel.personal_data import STAYS, Fact, Hold, Holding, Record, Subject, Term, register, register_terms

from .choices import FILES_OF_A_CASE, CaseStatus
from .models import Case
from .plugins import unbinding_processes
from .versions import definition_of

_PAPERS = "official_papers"
_GROUND = _("Regulation of the Office of the Prime Minister on Clerical Work; public task (PDPA section 24 (4))")


def export_cases(actor: Actor, subject: Subject) -> Sequence[Record]:
    """Without those that a rule of secrecy hides from the person."""
    if subject.person_id is None:
        return ()
    own = Case.objects.filter(subject=subject.person_id, is_hidden=False).select_related("organization")
    return [_record(case) for case in own.order_by("-received_on", "-id")]


def _record(case: Case) -> Record:
    definition = definition_of(case.process_version_id)
    ending = definition.ending(case.ended_how)
    facts = [
        Fact("organization", _("Organisation"), case.organization.name),
        Fact("received_on", _("received on"), case.received_on),
        Fact("letter_no", _("reference letter number"), case.letter_no),
        Fact("status", _("Status"), str(CaseStatus(case.status).label)),
        Fact("step", _("Step"), str(definition.step(case.step).name) if definition.has_step(case.step) else case.step),
        Fact("since", _("Since"), case.step_since),
    ]
    if ending:
        facts.append(Fact("ended_how", _("How it ended"), str(ending.name)))
    return Record(str(definition.name), tuple(facts))


def cases_held_back(actor: Actor, subject: Subject) -> Sequence[Hold]:
    """Running ones, hidden ones too, until they end; ended ones as long as the office must keep its papers."""
    if subject.person_id is None:
        return ()
    binding = Case.objects.filter(subject=subject.person_id).exclude(process__key__in=unbinding_processes())
    holds = []
    # Both are always asked for: neither an answer nor the work it takes tells of hidden ones.
    for is_hidden in (False, True):
        alike = binding.filter(is_hidden=is_hidden)
        if alike.filter(status=CaseStatus.IN_PROGRESS).exists():
            holds.append(Hold(_("A matter of yours has not ended yet"), _GROUND, _PAPERS, is_secret=is_hidden))
        last = alike.filter(status=CaseStatus.COMPLETED).order_by("-step_since").first()
        if last is not None:
            kept = _("Papers of your matters must be kept")
            holds.append(Hold(kept, _GROUND, _PAPERS, last.step_since, is_secret=is_hidden))
    return holds


def erase_cases(actor: Actor, subject: Subject) -> int:
    """The papers of hidden matters, which are filed under nobody's name; all words go with the person's key."""
    if subject.person_id is None:
        return 0
    cases = Case.objects.filter(subject=subject.person_id)
    papers = StoredFile.objects.filter(owner_kind=FILES_OF_A_CASE, owner_id__in=cases.values("pk"))
    return forget_files(actor, papers.exclude(name=NAMELESS))


CASES = Holding(
    key="tracking.cases",
    order=100,
    title=pgettext_lazy("personal data", "Your matters"),
    held_by=_("The organisation named with each matter"),
    purpose=_("To decide what you asked for, and to let you see how it goes."),
    kept_for=_("While the matter runs, and then as long as the office must keep its papers."),
    ground=_GROUND,
    tables=(
        "tracking.Case",
        "tracking.CaseEvent",
        "tracking.CaseEventText",
        "tracking.CaseClockFiring",
        "tracking.CaseResult",
        "tracking.CaseSearch",
        "tracking.ResultDelivery",
        "tracking_certificates.Certificate",
        "tracking_batches.BulkItem",
    ),
    export_person=export_cases,
    when_joined=STAYS,
    erase_person=erase_cases,
    held_back=cases_held_back,
    remains=_("The steps of each matter with their dates, for counting; no name and no word about you."),
)


def register_all() -> None:
    register(CASES)
    register_terms(Term(_PAPERS, _("Papers of matters that have ended"), _GROUND))
