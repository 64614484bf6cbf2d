"""Part 4, section 1: works of which there are two versions, a report and what was published, or before and after."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.structure import Work

from .committee import assessments, nothing_assessed
from .findings import Said, cannot_tell, fails
from .look import Look
from .registry import rule
from .wanting import Wanted, missing_files
from .works import faulty_reference, nothing_listed, present_works, work_key

IMPROVABLE, HAS_REPORT = "improvable", "full_report"
"""Marks of a kind of work."""


@rule(
    "DOC-404",
    _("Full report and published version"),
    part=Part.COMMITTEE,
    stage=Stage.COMMITTEE,
    needs=("kinds",),
)
def both_versions_given(look: Look) -> Iterator[Said]:
    yield from nothing_assessed(look)
    listed = {work_key(work): index + 1 for index, work in enumerate(look.dossier.works)}
    for place, assessment in assessments(look):
        considered = (assessment.report_considered, assessment.publication_considered)
        if False in considered:
            continue
        if assessment.work not in look.works:
            yield cannot_tell(f"{place}/work", _("It is not said which of the listed works was assessed."))
            continue
        work_place, work = look.works[assessment.work]
        kind = look.listed("kinds", work.kind)
        if None not in considered:
            for name in ("full_report", "published_version"):
                version = getattr(work, name)
                yield from faulty_reference(f"{work_place}/{name}", version)
                key = work_key(version)
                if version.title and key in listed and key != work_key(work):
                    yield fails(
                        f"{work_place}/{name}/title",
                        _("This version is listed as work no. %(number)s too; it is one work."),
                        _("List the work once, with both versions."),
                        number=listed[key],
                    )
        elif kind is None or HAS_REPORT in kind.marks:
            name = "report_considered" if considered[0] is None else "publication_considered"
            yield cannot_tell(
                f"{place}/{name}",
                _("It is not said whether the full report and the published version were considered."),
            )


@rule(
    "DOC-405",
    _("Improved works"),
    part=Part.COMMITTEE,
    stage=Stage.COMMITTEE,
    implies=("DOC-603",),
    needs=("kinds",),
)
def improved_works(look: Look) -> Iterator[Said]:
    yield from nothing_listed(look)
    for place, work in present_works(look):
        kind = look.listed("kinds", work.kind)
        if kind is None:
            yield cannot_tell(f"{place}/kind", _("It is not said of which kind the work is."))
        elif work.is_improved and IMPROVABLE not in kind.marks:
            yield fails(
                f"{place}/is_improved",
                _("The work is marked as improved, but works of the kind “%(kind)s” cannot be improved."),
                _("Send the work as it was published, or correct the kind of the work."),
                kind=kind.name,
            )
        elif work.is_improved:
            yield from wanting_versions(place, work)
        elif work.is_improved is None and IMPROVABLE in kind.marks:
            yield cannot_tell(
                f"{place}/is_improved", _("It is not said whether the work was improved after the assessment.")
            )


_VERSIONS: tuple[Wanted, ...] = (
    (
        "files_before",
        _("The version before the improvement is not attached."),
        _("Attach the version that the committee assessed."),
    ),
    ("files_after", _("The version after the improvement is not attached."), _("Attach the improved version.")),
)


def wanting_versions(place: str, work: Work) -> Iterator[Said]:
    """Of an improved work, the version before and the version after."""
    yield from missing_files(place, work, _VERSIONS)
