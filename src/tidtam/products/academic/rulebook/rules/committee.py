"""Part 4, section 1: what the expert committee found of each work."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.rule_sets.model import Wording
from tidtam.products.academic.rulebook.structure import Assessment, Work

from .findings import Said, cannot_tell, fails
from .look import Look, is_empty, numbered, read_day, read_number, wanting_day
from .registry import rule
from .signing import CHAIR, faulty_signature
from .supervisors import name_key
from .works import WHOLE, faulty_citation, nothing_listed, present_works

_ASSESSMENTS = "/committee/assessments"
_SIGNATURE = "/committee/signature"


def assessments(look: Look) -> Iterator[tuple[str, Assessment]]:
    return numbered(_ASSESSMENTS, look.dossier.committee.assessments)


def nothing_assessed(look: Look) -> Iterator[Said]:
    """What a rule says that needs the assessments, where there is none."""
    if not look.dossier.committee.assessments:
        yield cannot_tell(_ASSESSMENTS, _("No work has been assessed, so this cannot be told."))


@rule("DOC-401", _("Full citation of each work assessed"), part=Part.COMMITTEE, stage=Stage.COMMITTEE)
def assessed_works_cited_in_full(look: Look) -> Iterator[Said]:
    assessed = {assessment.work for _place, assessment in assessments(look)}
    if not assessed:
        yield fails(
            _ASSESSMENTS,
            _("The assessment of the works is missing."),
            _("Enter what the committee found of each work."),
        )
        return
    for place, assessment in assessments(look):
        if assessment.work not in look.works:
            yield fails(
                f"{place}/work",
                _("It is not said which of the listed works was assessed."),
                _("Choose the work from the list of works."),
            )
    for place, work in numbered("/works", look.dossier.works):
        if work.id in assessed:
            yield from faulty_citation(place, work)
        elif not work.used_for:
            yield fails(
                place,
                _("The work is listed for this request, but it has not been assessed."),
                _("Enter its assessment; a work of an earlier request is marked as such."),
            )


@rule(
    "DOC-402",
    _("Database of each journal article"),
    part=Part.COMMITTEE,
    stage=Stage.COMMITTEE,
    needs=("databases",),
)
def database_named(look: Look) -> Iterator[Said]:
    yield from nothing_listed(look)
    named = []
    for place, work in present_works(look):
        if work.is_in_journal is None:
            yield cannot_tell(
                f"{place}/is_in_journal", _("It is not said whether the work appeared in an academic journal.")
            )
        elif work.is_in_journal and is_empty(work.database):
            yield fails(
                f"{place}/database",
                _("The database in which the journal is listed is missing."),
                _("Choose it from the list that was in force on the date of publication."),
            )
        elif work.is_in_journal:
            named.append((place, work))
    for place, work in named:
        yield from _not_in_the_list(look, place, work)


def _not_in_the_list(look: Look, place: str, work: Work) -> Iterator[Said]:
    """By the list of the time: it has changed more than once."""
    day = read_day(work.published_on) if work.published_on.strip() else None
    if day is None:
        yield wanting_day(f"{place}/published_on", work.published_on)
        return
    held = {look.listed("databases", work.database, on) is not None for on in (day.earliest, day.latest)}
    facts = {"database": _name_of_database(look, work.database), "day": work.published_on.strip()}
    if held == {False}:
        yield fails(
            f"{place}/database",
            _("“%(database)s” was not in the list of databases on the date of publication, %(day)s."),
            _("Check the database and the date of publication; the list in force on that day decides."),
            **facts,
        )
    elif False in held:
        yield cannot_tell(
            f"{place}/published_on",
            _("The list of databases changed in that time (%(day)s)."),
            _("Write day, month and year of the publication."),
            **facts,
        )


def _name_of_database(look: Look, code: str) -> Wording | str:
    return next((one.name for one in look.rule_set.lists["databases"].entries if one.code == code), code)


@rule("DOC-403", _("Figures of the result"), part=Part.COMMITTEE, stage=Stage.COMMITTEE)
def figures_agree(look: Look) -> Iterator[Said]:
    yield from nothing_assessed(look)
    works, meeting, is_whole = set(), 0, True
    for place, assessment in assessments(look):
        if not assessment.work:
            is_whole = False
            yield cannot_tell(f"{place}/work", _("It is not said which of the listed works was assessed."))
        elif assessment.work in works:
            is_whole = False
            yield fails(
                f"{place}/work",
                _("This work has been assessed above already; it counts once."),
                _("Remove one of the two, or choose the work that was meant."),
            )
        if assessment.meets is None:
            is_whole = False
            yield fails(
                f"{place}/meets",
                _("It is not said whether the work meets the required quality."),
                _("Say whether it does, as the committee found."),
            )
        works.add(assessment.work)
        meeting += bool(assessment.meets)
    total = len(look.dossier.committee.assessments)
    yield from _figure(look, "works_total", _("The number of all works is missing."), total, is_whole)
    yield from _figure(look, "works_meeting", _("The number of works that meet is missing."), meeting, is_whole)


def _figure(look: Look, name: str, missing: Promise, counted: int, is_whole: bool) -> Iterator[Said]:
    typed = getattr(look.dossier.committee, name)
    mend = _("Write the number as it follows from the assessments of the works.")
    if is_empty(typed):
        yield fails(f"/committee/{name}", missing, mend)
    elif (said := read_number(typed)) is None:
        yield fails(f"/committee/{name}", _("“%(typed)s” is not a number."), mend, typed=typed)
    elif counted and is_whole and said != counted:
        yield fails(
            f"/committee/{name}",
            _("The result says %(said)s, but by the list of assessments it is %(counted)s."),
            mend,
            said=f"{said:f}",
            counted=counted,
        )


@rule("DOC-406", _("Summary of the applicant's expertise"), part=Part.COMMITTEE, stage=Stage.COMMITTEE)
def expertise_summed_up(look: Look) -> Iterator[Said]:
    if is_empty(look.dossier.committee.expertise):
        yield fails(
            "/committee/expertise",
            _("The summary of the applicant's expertise is missing."),
            _("Sum up what the assessment of the works shows of the applicant's expertise."),
        )


@rule(
    "DOC-407",
    _("Quality and participation of each work, signature of the chair"),
    part=Part.COMMITTEE,
    stage=Stage.COMMITTEE,
    needs=("qualities", "roles"),
)
def quality_and_share_given(look: Look) -> Iterator[Said]:
    yield from nothing_assessed(look)
    yield from _signed_by_chair(look)
    for place, assessment in assessments(look):
        if not look.listed("qualities", assessment.quality):
            yield fails(
                f"{place}/quality",
                _("The level of quality is missing or is not one of those of these rules."),
                _("Choose the level that the committee found."),
            )
        yield from _participation(look, place, assessment)


def _participation(look: Look, place: str, assessment: Assessment) -> Iterator[Said]:
    mend = _("Write the share of the applicant in percent, or choose the role.")
    share = read_number(assessment.share)
    if not is_empty(assessment.share) and (share is None or not 0 < share <= WHOLE):
        message = _("“%(typed)s” is not a share from 0 to 100 percent.")
        yield fails(f"{place}/share", message, mend, typed=assessment.share)
    elif is_empty(assessment.share) and not look.listed("roles", assessment.role):
        yield fails(f"{place}/share", _("The applicant's participation in this work is missing."), mend)


def _signed_by_chair(look: Look) -> Iterator[Said]:
    signature = look.dossier.committee.signature
    mend = _("Have the chair of the expert committee sign.")
    yield from faulty_signature(_SIGNATURE, signature, CHAIR, mend)
    chairs = {name_key(member.name) for member in look.dossier.committee.members if member.is_chair}
    signed_in_place = signature.acting.is_acting or is_empty(signature.name)
    if signature.signed and chairs and not signed_in_place and name_key(signature.name) not in chairs:
        yield fails(
            f"{_SIGNATURE}/name",
            _("“%(name)s” signed, but is not the chair among the members of the committee."),
            mend,
            name=signature.name.strip(),
        )
