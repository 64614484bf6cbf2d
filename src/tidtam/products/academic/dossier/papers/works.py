"""Academic works on paper: cited in full, with who took which part in them and what was found of them."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.structure import Assessment, Author, Version, Work

from . import blocks
from .blocks import Block, Row
from .citing import cite_version, unnamed
from .laying import NOTHING, answers
from .pen import Pen, ask_of

_OF_A_WORK = ("kind", "database", "published_on", "quality", "is_improved")


def works_by_use(pen: Pen, works: Sequence[Work]) -> Iterator[Block]:
    yield blocks.heading(_("Academic works"))
    if not any(work.used_for is None for work in works):
        yield blocks.paragraph(NOTHING)
    for title, shelved in shelves(works):
        yield blocks.heading(title)
        for number, work in enumerate(shelved, 1):
            yield blocks.entry(f"{pen.figures(number)}.", unnamed(work), list(_inside(pen, work)))


def assessed(pen: Pen, assessments: Sequence[Assessment]) -> Iterator[Block]:
    """Each work cited in full again: this part is read without the first one."""
    yield blocks.heading(_("Assessment of the works"))
    if not assessments:
        yield blocks.paragraph(NOTHING)
    for number, found in enumerate(assessments, 1):
        work = pen.works.get(found.work)
        cited = unnamed(work) if work else _("The work is not named")
        yield blocks.entry(f"{pen.figures(number)}.", cited, list(_found(pen, work, found)))


def _inside(pen: Pen, work: Work) -> Iterator[Block]:
    yield from blocks.rows(_answers(pen, work))
    parted = [author for author in work.authors if author.role or author.share.strip() or author.is_applicant]
    if parted:
        yield _participation(pen, parted)
    if silent := len(work.authors) - len(parted):
        told = {"number": pen.figures(f"{silent:,}")}
        yield blocks.paragraph(_("Of the other %(number)s authors cited above no role or share is given.") % told)


def _answers(pen: Pen, work: Work) -> Iterator[Row]:
    for name in _OF_A_WORK:
        if getattr(work, name) and (text := pen.of(work, name)):
            yield str(ask_of(work, name).title), text
    for name in ("full_report", "published_version"):
        version = getattr(work, name)
        if isinstance(version, Version) and (cited := cite_version(version)):
            yield str(ask_of(work, name).title), cited
    for name in ("evidence", "publication_evidence", "files_before", "files_after"):
        if text := pen.of(work, name):
            yield str(ask_of(work, name).title), text


def _participation(pen: Pen, authors: Sequence[Author]) -> Block:
    head = [str(ask_of(Author, name).title) for name in ("name", "role", "share")]
    lines = [
        [
            _("%(name)s (the applicant)") % {"name": author.name} if author.is_applicant else author.name or NOTHING,
            pen.of(author, "role") or NOTHING,
            pen.of(author, "share") or NOTHING,
        ]
        for author in authors
    ]
    return blocks.table(head, [3, 2.4, 1.8], lines)


def _found(pen: Pen, work: Work | None, found: Assessment) -> Iterator[Block]:
    """The figures in one line, then what both versions and the committee say of it."""
    names = ("role", "share", "quality", "meets")
    head = [_("Kind of work"), *(str(ask_of(found, name).title) for name in names)]
    line = [pen.of(work, "kind") if work else "", *(pen.of(found, name) for name in names)]
    yield blocks.table(head, [1.8, 2.5, 2.9, 1.3, 1.9], [[text or NOTHING for text in line]])
    for name in ("report_considered", "publication_considered"):
        if getattr(found, name):
            yield blocks.paragraph(str(ask_of(found, name).title))
    yield from blocks.rows(answers(pen, found, ["remark"] if found.remark.strip() else []))


def shelves(works: Sequence[Work]) -> Iterator[tuple[str, list[Work]]]:
    """Those of this request, then those used for each earlier position, each under its heading."""
    if present := [work for work in works if work.used_for is None]:
        yield _("Works of the present request"), present
    for position in Position:
        if earlier := [work for work in works if work.used_for == position]:
            yield _("Works used for the position of %(position)s") % {"position": position.label}, earlier
