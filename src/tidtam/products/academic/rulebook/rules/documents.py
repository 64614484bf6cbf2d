"""The documents sent along."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage

from .committee import assessments, nothing_assessed
from .findings import Said, cannot_tell, fails
from .look import Look, is_empty, numbered, read_day, wanting_day
from .registry import rule
from .versions import IMPROVABLE, wanting_versions
from .wanting import Wanted, missing_files
from .works import nothing_listed, present_works

_SUMMARY, _MINUTES, _LETTER = "/documents/summary", "/documents/minutes", "/documents/letter"


@rule("DOC-601", _("Summary of data and steps"), part=Part.DOCUMENTS, stage=Stage.MINISTRY)
def summary_complete(look: Look) -> Iterator[Said]:
    summary = look.dossier.documents.summary
    if not summary.files:
        yield fails(
            f"{_SUMMARY}/files",
            _("The summary of data and steps is not attached."),
            _("Attach the summary form, filled in."),
        )
    if not summary.steps:
        yield fails(
            f"{_SUMMARY}/steps", _("No step of the request is given."), _("Enter every step with the day it was done.")
        )
    for place, step in numbered(f"{_SUMMARY}/steps", summary.steps):
        if is_empty(step.name):
            yield fails(f"{place}/name", _("It is not said which step this was."), _("Write the name of the step."))
        if is_empty(step.done_on):
            yield fails(
                f"{place}/done_on", _("The day of this step is missing."), _("Write the day on which it was done.")
            )
        elif read_day(step.done_on) is None:
            yield wanting_day(f"{place}/done_on", step.done_on)


_OF_A_WORK: tuple[Wanted, ...] = (
    ("evidence", _("The work met the required quality, but it is not attached."), _("Attach the work itself.")),
    (
        "publication_evidence",
        _("The work met the required quality, but the evidence of its publication is not attached."),
        _("Attach what proves that the work was published."),
    ),
)


@rule("DOC-602", _("Works that passed, with evidence of publication"), part=Part.DOCUMENTS, stage=Stage.MINISTRY)
def passed_works_attached(look: Look) -> Iterator[Said]:
    yield from nothing_assessed(look)
    for place, assessment in assessments(look):
        if assessment.meets is None:
            yield cannot_tell(f"{place}/meets", _("It is not said whether the work meets the required quality."))
        elif assessment.meets and assessment.work not in look.works:
            yield cannot_tell(f"{place}/work", _("It is not said which of the listed works was assessed."))
        elif assessment.meets:
            work_place, work = look.works[assessment.work]
            yield from missing_files(work_place, work, _OF_A_WORK)


@rule(
    "DOC-603",
    _("Improved textbooks and books, before and after"),
    part=Part.DOCUMENTS,
    stage=Stage.MINISTRY,
    implies=("DOC-405",),
    needs=("kinds",),
)
def improved_books_attached(look: Look) -> Iterator[Said]:
    yield from nothing_listed(look)
    for place, work in present_works(look):
        kind = look.listed("kinds", work.kind)
        if kind is None:
            yield cannot_tell(f"{place}/kind", _("It is not said of which kind the work is."))
        elif IMPROVABLE in kind.marks and work.is_improved:
            yield from wanting_versions(place, work)
            if set(work.files_before) & set(work.files_after):
                yield fails(
                    f"{place}/files_after",
                    _("The same file is attached as the version before and after the improvement."),
                    _("Attach each version as a file of its own."),
                )
        elif IMPROVABLE in kind.marks and work.is_improved is None:
            yield cannot_tell(
                f"{place}/is_improved", _("It is not said whether the work was improved after the assessment.")
            )


@rule("DOC-604", _("Minutes"), part=Part.DOCUMENTS, stage=Stage.MINISTRY)
def minutes_attached(look: Look) -> Iterator[Said]:
    minutes = look.dossier.documents.minutes
    mend = _("Attach a copy of the minutes.")
    if not minutes.kpw:
        yield fails(f"{_MINUTES}/kpw", _("The minutes of the academic position committee are not attached."), mend)
    if not minutes.council:
        yield fails(f"{_MINUTES}/council", _("The minutes of the institution council are not attached."), mend)
    if minutes.has_academic_council is None:
        yield cannot_tell(
            f"{_MINUTES}/has_academic_council",
            _("It is not said whether the academic council dealt with the request."),
            _("Say whether it did; if so, attach its minutes."),
        )
    elif minutes.has_academic_council and not minutes.academic_council:
        yield fails(
            f"{_MINUTES}/academic_council",
            _("The academic council dealt with the request, but its minutes are not attached."),
            mend,
        )


@rule(
    "DOC-609",
    _("Documents under letter Wor 16444"),
    part=Part.DOCUMENTS,
    stage=Stage.MINISTRY,
    needs=("letter_items",),
)
def set_complete(look: Look) -> Iterator[Said]:
    sent = {one.item: (place, one) for place, one in numbered(_LETTER, look.dossier.documents.letter)}
    for entry in look.entries("letter_items"):
        place, one = sent.get(entry.code, (_LETTER, None))
        if one is None or (not one.files and is_empty(one.not_needed)):
            yield fails(
                place,
                _("Not attached: “%(item)s”."),
                _("Attach the document, or say why it does not apply."),
                item=entry.name,
            )
