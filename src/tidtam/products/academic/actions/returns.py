from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.people.private_text import seal_all
from tidtam.products.academic import policies
from tidtam.products.academic.choices import AnswerKind, Fact
from tidtam.products.academic.dossier.actions import reopen_dossier
from tidtam.products.academic.dossier.queries import rules_of
from tidtam.products.academic.models import AcademicRequest, Defect, DefectAnswer, RequestReturn
from tidtam.products.academic.queries import SeenBefore, edition_sent_last, to_answer
from tidtam.products.academic.rulebook.pointing import spot_at
from tidtam.tracking import actions as tracking
from tidtam.tracking.history import Reason

from .requests import locked, must, must_be_current, save

LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Noted:
    """A defect as an officer notes it: of a fact of the request, or by a rule or at a place of the dossier."""

    text: str
    fact: str = ""
    rule: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    kind: AnswerKind
    text: str


def return_request(
    actor: Actor,
    request: AcademicRequest,
    *,
    letter_no: str,
    letter_date: date,
    defects: Sequence[Noted],
    version: int,
    late_reason: str = "",
) -> AcademicRequest:
    """Give the request back to the institution by one letter, with everything that has to be mended, at once."""
    with atomic():
        request = locked(actor, request)
        if request.case is None:
            raise Http404
        noted = [each for each in dict.fromkeys(defects) if each.text.strip()]
        _must_be_pinned(actor, request, noted)
        if not letter_no.strip():
            raise Refused(_("Enter the number of the letter."), code="missing", field="letter_no")
        returned = tracking.return_case(
            actor,
            request.case,
            reasons=[Reason(text=each.text, code=each.fact or each.rule) for each in noted],
            happened_on=letter_date,
            expected_version=version,
            letter_no=letter_no,
        )
        # The engine answers a form sent twice as if it was sent once; so does the request.
        if returned.version != request.case.version:
            _keep_letter(actor, request, letter_no.strip(), letter_date, noted, late_reason)
            if request.dossier is not None:
                reopen_dossier(actor, request.dossier)
            save(actor, request, "academic_request_returned")
    return request


def answer_defects(
    actor: Actor, request: AcademicRequest, *, answers: Mapping[UUID, Reply], version: int
) -> AcademicRequest:
    """Say of each defect how it was mended, or why the institution sees it otherwise; as many as are ready."""
    with atomic():
        request = locked(actor, request)
        must(policies.can_answer(actor, request))
        must_be_current(request, version)
        letter = to_answer(actor, request)
        if letter is None or not answers.keys() <= {defect.id for defect in letter.defects}:
            raise Http404
        said = {defect.id: (defect.answer.kind, defect.answer.text) for defect in letter.defects if defect.answer}
        changed = {pk: reply for pk, reply in answers.items() if said.get(pk) != (reply.kind, reply.text)}
        for reply in changed.values():
            if not reply.text.strip():
                raise Refused(_("Say how it was mended, or why you see it otherwise."), code="missing")
            _must_be_readable(reply.text)
        if changed:
            _keep_answers(actor, request, changed)
            save(actor, request, "academic_request_answered")
    return request


def _must_be_pinned(actor: Actor, request: AcademicRequest, noted: Sequence[Noted]) -> None:
    """Each one to a fact of the request, a rule of its dossier, or a place in it."""
    numbers = {ruling.number for ruling in rules_of(actor, request.dossier).rulings} if request.dossier else set()
    for each in noted:
        _must_be_readable(each.text)
        if each.fact:
            is_known = each.fact in Fact.values and not each.rule and not each.place
        else:
            is_known = bool(each.rule or each.place) and request.dossier is not None
            is_known &= not each.rule or each.rule in numbers
            is_known &= not each.place or spot_at(each.place) is not None
        if not is_known:
            raise Refused(
                _("“%(text)s”: choose what it is about, a part of the dossier or a rule.") % {"text": each.text[:80]},
                code="not_pinned",
            )


def _must_be_readable(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        message = _("“%(text)s…” is longer than %(most)s letters; shorten it.")
        raise Refused(message % {"text": text[:80], "most": LONGEST_TEXT}, code="long")


def _keep_letter(  # noqa: PLR0917
    actor: Actor,
    request: AcademicRequest,
    letter_no: str,
    letter_date: date,
    noted: Sequence[Noted],
    late_reason: str,
) -> None:
    seen = SeenBefore(actor, request)
    late = {each for each in noted if seen.is_late(fact=each.fact, rule=each.rule, place=each.place)}
    late_reason = late_reason.strip() if late else ""
    if late and not late_reason:
        raise Refused(
            _(
                "This could be seen already when the request was returned before, and was not asked then: %(what)s. "
                "Say why it is asked only now."
            )
            % {"what": "; ".join(each.text[:80] for each in noted if each in late)},
            code="late",
            field="late_reason",
        )
    _must_be_readable(late_reason)
    person_id = request.person_id
    if person_id is None:
        raise ValueError("a request is returned about somebody")
    *texts, why = seal_all([(person_id, text) for text in (*(each.text for each in noted), late_reason)])
    letter = RequestReturn.objects.create(
        request=request,
        number=request.returns.count() + 1,
        edition=edition_sent_last(actor, request),
        letter_no=letter_no,
        letter_date=letter_date,
        late_reason=why if late_reason else None,
        returned_at=actor.now(),
        returned_by=actor.recorded_as,
    )
    clauses = _clauses(actor, request)
    Defect.objects.bulk_create(
        Defect(
            letter=letter,
            number=number,
            fact=each.fact,
            rule=each.rule,
            place=each.place,
            clause=clauses.get(each.rule),
            text=text,
            is_late=each in late,
        )
        for number, (each, text) in enumerate(zip(noted, texts, strict=True), 1)
    )


def _clauses(actor: Actor, request: AcademicRequest) -> dict[str, Any]:
    """By rule, where it is written."""
    if request.dossier is None:
        return {}
    return {
        ruling.number: {
            language: f"{getattr(ruling.clause.at, language)}: {getattr(ruling.clause, language)}"
            for language in ("th", "en")
        }
        for ruling in rules_of(actor, request.dossier).rulings
    }


def _keep_answers(actor: Actor, request: AcademicRequest, answers: Mapping[UUID, Reply]) -> None:
    person_id = request.person_id
    if person_id is None:
        raise ValueError("a request is returned about somebody")
    texts = seal_all((person_id, reply.text) for reply in answers.values())
    DefectAnswer.objects.bulk_create(
        DefectAnswer(
            defect_id=defect_id,
            kind=reply.kind,
            text=text,
            answered_at=actor.now(),
            answered_by=actor.recorded_as,
        )
        for (defect_id, reply), text in zip(answers.items(), texts, strict=True)
    )
