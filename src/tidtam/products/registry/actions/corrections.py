"""Correction letters of the ministry: each point is answered by the institution, then closed or opened again."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.transaction import atomic
from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.products.registry import policies
from tidtam.products.registry.choices import CorrectionState, EntryState, PointState, Verdict
from tidtam.products.registry.facts import places
from tidtam.products.registry.models import Correction, CorrectionPoint, Entry
from tidtam.products.registry.notice_kinds import CORRECTION_ASKED, CORRECTION_CLOSED, CORRECTION_REPORTED
from tidtam.products.registry.saying import said_on, seal

from .entries import Letter, must_have_current_contact, send
from .keeping import keep_file, locked, locked_entry, must, must_be_current, must_not_lie_ahead, save_entry, tell

MOST_POINTS = 50


def write_correction(
    actor: Actor, entry: Entry, *, letter: Letter, points: Sequence[tuple[str, str]], version: int
) -> Correction:
    """Ask for everything at once: each point at a place of the entry. What awaited approval goes back."""
    with atomic():
        entry = locked_entry(actor, entry.pk)
        must(policies.can_ask_correction(actor, entry))
        must_be_current(entry, version)
        must_not_lie_ahead(actor, letter.date, "letter_on")
        if not points or len(points) > MOST_POINTS or any(place not in places() for place, _text in points):
            raise Refused(_("Write at least one point, each at a place of the entry."), code="points")
        if Correction.objects.filter(entry=entry).exclude(state=CorrectionState.CLOSED).exists():
            raise Refused(_("A correction letter about this entry is open already; judge its points."), code="open")
        if Correction.objects.filter(entry=entry, letter_no=letter.number).exists():
            raise Refused(
                _("The points of this letter are closed already. Ask with a new letter."),
                code="letter",
                field="letter_no",
            )
        correction = Correction.objects.create(
            entry=entry,
            person_id=entry.person_id,
            organization=entry.organization,
            letter_no=letter.number,
            letter_on=letter.date,
            written_at=actor.now(),
            written_by=actor.recorded_as,
        )
        CorrectionPoint.objects.bulk_create(
            CorrectionPoint(
                correction=correction,
                number=number,
                place=place,
                sealed=seal(entry.person_id, [_said(actor, "ministry", text)]),
            )
            for number, (place, text) in enumerate(points, start=1)
        )
        _back_to_institution(actor, entry)
        _trail(actor, correction, "written", points=len(points))
        _tell(actor, correction, CORRECTION_ASKED.key, policies.RECORDER, points=len(points))
    return correction


def report_correction(
    actor: Actor,
    correction: Correction,
    *,
    answers: Mapping[UUID, str],
    letter: Letter,
    upload: "UploadedFile[bytes] | None",
    version: int,
) -> Correction:
    """The institution answers every open point, sends the ministry's letter along, and the entry goes with it."""
    with atomic():
        correction = _locked(actor, correction)
        must(policies.can_report(actor, correction))
        must_be_current(correction, version)
        must_have_current_contact(actor)
        must_not_lie_ahead(actor, letter.date, "letter_on")
        if upload is None and correction.file_id is None:
            raise Refused(_("Attach a copy of the ministry's letter."), code="required", field="upload")
        for point in correction.points.filter(state=PointState.OPEN):
            answer = answers.get(point.pk, "")
            if not answer:
                raise Refused(_("Answer every point."), code="required", field=f"point:{point.pk}")
            _add(correction, point, _said(actor, "institution", answer), PointState.ANSWERED)
        correction.file_id = _keep_letter(actor, correction, upload) or correction.file_id
        correction.answer_letter_no, correction.answer_letter_on = letter.number, letter.date
        correction.reported_at = actor.now()
        _move(actor, correction, CorrectionState.REPORTED, "reported")
        entry = locked_entry(actor, correction.entry_id)
        if entry.state == EntryState.DRAFT:
            send(actor, entry, letter)
        _tell(actor, correction, CORRECTION_REPORTED.key, policies.APPROVER)
    return correction


def judge_correction(
    actor: Actor, correction: Correction, *, verdicts: Mapping[UUID, tuple[Verdict, str]], version: int
) -> Correction:
    """The ministry closes each point that was answered, or opens it again with a word on why."""
    with atomic():
        correction = _locked(actor, correction)
        must(policies.can_judge(actor, correction))
        must_be_current(correction, version)
        is_reopened = False
        for point in correction.points.filter(state=PointState.ANSWERED):
            if point.pk not in verdicts:
                raise Refused(_("Judge every point."), code="required", field=f"verdict:{point.pk}")
            verdict, text = verdicts[point.pk]
            if verdict is Verdict.REOPEN and not text:
                raise Refused(_("Say what is still to be corrected."), code="required", field=f"text:{point.pk}")
            is_reopened |= verdict is Verdict.REOPEN
            state = PointState.OPEN if verdict is Verdict.REOPEN else PointState.CLOSED
            _add(correction, point, _said(actor, "ministry", text), state)
        if is_reopened:
            correction.rounds += 1
            _move(actor, correction, CorrectionState.OPEN, "reopened")
            _back_to_institution(actor, locked_entry(actor, correction.entry_id))
            open_points = correction.points.filter(state=PointState.OPEN).count()
            _tell(actor, correction, CORRECTION_ASKED.key, policies.RECORDER, points=open_points)
        else:
            correction.closed_at = actor.now()
            _move(actor, correction, CorrectionState.CLOSED, "closed")
            _tell(actor, correction, CORRECTION_CLOSED.key, policies.RECORDER)
    return correction


def _keep_letter(actor: Actor, correction: Correction, upload: "UploadedFile[bytes] | None") -> UUID | None:
    office = correction.organization
    return keep_file(actor, upload, correction.pk, organization=office, person_id=correction.person_id)


def _back_to_institution(actor: Actor, entry: Entry) -> None:
    if entry.state == EntryState.AWAITING:
        entry.state = EntryState.DRAFT
        save_entry(actor, entry, "returned")


def _said(actor: Actor, side: str, text: str) -> dict[str, str]:
    return {"side": side, "text": text, "on": actor.today().isoformat()}


def _add(correction: Correction, point: CorrectionPoint, said: dict[str, str], state: PointState) -> None:
    before = said_on(correction, [point])[0]
    point.sealed = seal(correction.person_id, [*before, said] if said["text"] else before)
    point.state = state
    point.save()


def _locked(actor: Actor, correction: Correction) -> Correction:
    return locked(policies.correction_scope(Correction.objects.select_related("organization"), actor), correction.pk)


def _move(actor: Actor, correction: Correction, state: CorrectionState, verb: str) -> None:
    correction.state = state
    correction.version += 1
    correction.save()
    _trail(actor, correction, verb, round=correction.rounds)


def _trail(actor: Actor, correction: Correction, verb: str, **details: object) -> None:
    audit.record(
        actor,
        f"registry_correction.{verb}",
        "registry_correction",
        correction.pk,
        person_id=correction.person_id,
        organization_path=correction.organization.path,
        details=details,
    )


def _tell(actor: Actor, correction: Correction, kind: str, role: str, **context: int) -> None:
    tell(
        actor,
        kind,
        role=role,
        organization=correction.organization,
        person_id=correction.person_id,
        subject_id=correction.pk,
        url=reverse("registry:correction", args=[correction.pk]),
        context={"letter": correction.letter_no, **context},
    )
