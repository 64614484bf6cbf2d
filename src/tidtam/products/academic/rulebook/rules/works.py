"""Part 1: the academic works."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Position, Stage
from tidtam.products.academic.rulebook.structure import Author, Participant, Version, Work
from tidtam.thai.dates import BUDDHIST_ERA
from tidtam.thai.numerals import to_arabic

from .findings import Said, cannot_tell, fails
from .history import earlier_positions, unknown_route
from .look import Look, is_empty, numbered, read_number
from .registry import rule

_OLDEST_YEAR = 2400
_YEAR = re.compile(r"[0-9]{4}")
WHOLE, TOLERANCE = Decimal(100), Decimal("0.1")
"""Shares are rounded: 33.3 three times is all of it."""

_CITED: tuple[tuple[str, Promise, Promise], ...] = (
    ("title", _("The title of the work is missing."), _("Write the title as it was published.")),
    (
        "source",
        _("The source of the work is missing."),
        _("Write the journal, the publisher or where else the work appeared."),
    ),
    ("pages", _("The pages of the work are missing."), _("Write the pages, or how many pages the work has.")),
)


@rule("DOC-001", _("No work twice"), part=Part.HISTORY, stage=Stage.APPLICANT)
def no_work_twice(look: Look) -> Iterator[Said]:
    yield from _no_work(look)
    first: dict[tuple[str, str], int] = {}
    titles: dict[str, list[str]] = {}
    for index, work in enumerate(look.dossier.works):
        title, year = key = work_key(work)
        if not title:
            yield cannot_tell(f"/works/{index}/title", _("The title of the work is missing."))
            continue
        if key in first:
            yield fails(
                f"/works/{index}/title",
                _("This is the same work as work no. %(number)s: same title, same year."),
                _("List the work once; say why if these are two different works."),
                number=first[key] + 1,
            )
        elif "" in (others := titles.get(title, ())) or (others and not year):
            yield cannot_tell(
                f"/works/{index}/year", _("Another work has the same title, and of one of them the year is missing.")
            )
        first.setdefault(key, index)
        titles.setdefault(title, []).append(year)


def _no_work(look: Look) -> Iterator[Said]:
    if not look.dossier.works:
        yield cannot_tell("/works", _("No work is listed, so this cannot be told."))


def nothing_listed(look: Look) -> Iterator[Said]:
    """What a rule says that needs the works of the present request, where there is none."""
    if next(present_works(look), None) is None:
        yield cannot_tell("/works", _("No work is listed for the present request, so this cannot be told."))


def present_works(look: Look) -> Iterator[tuple[str, Work]]:
    """Those that the present request rests on."""
    return ((place, work) for place, work in numbered("/works", look.dossier.works) if not work.used_for)


def work_key(cited: Work | Version) -> tuple[str, str]:
    """The same for a work that was typed differently; its first part is empty where there is no title."""
    return title_key(cited.title), to_arabic(cited.year.strip())


def title_key(title: str) -> str:
    """The same for a title that was typed differently: other spaces, signs, digits, capitals."""
    plain = unicodedata.normalize("NFKC", to_arabic(title)).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LMN")


@rule("DOC-002", _("Shares in each work"), part=Part.HISTORY, stage=Stage.APPLICANT, implies=("DOC-605",))
def shares_make_a_whole(look: Look) -> Iterator[Said]:
    yield from _no_work(look)
    for place, work in numbered("/works", look.dossier.works):
        if not work.authors:
            yield cannot_tell(f"{place}/authors", _("The authors of the work are missing."))
        yield from faulty_shares(f"{place}/authors", work.authors)


def faulty_shares(place: str, authors: Sequence[Author | Participant]) -> Iterator[Said]:
    """Where shares are used at all, everybody has one, and they add up to 100."""
    if all(is_empty(author.share) for author in authors):
        return
    shares = [read_number(author.share) for author in authors]
    for index, share in enumerate(shares):
        if share is None or not 0 < share <= WHOLE:
            yield fails(
                f"{place}/{index}/share",
                _("The share is missing or is no number from 0 to 100."),
                _("Give every author of the work a share, or none of them."),
            )
            return
    whole = sum((share for share in shares if share is not None), Decimal(0))
    if abs(whole - WHOLE) > TOLERANCE:
        yield fails(
            place,
            _("The shares add up to %(sum)s %%, not to 100 %%."),
            _("Check the share of each author."),
            sum=f"{whole.normalize():f}",
        )


@rule(
    "DOC-107",
    _("Works used for earlier positions"),
    part=Part.HISTORY,
    stage=Stage.APPLICANT,
    implies=("DOC-108",),
)
def earlier_works_listed(look: Look) -> Iterator[Said]:
    yield from unknown_route(look)
    wanted = look.dossier.request.position
    if wanted is None:
        return
    held = {appointment.position for appointment in look.dossier.history.appointments} | set(earlier_positions(look))
    used = {work.used_for for work in look.dossier.works if not is_empty(work.title)}
    for position in wanted.below:
        if position in held and position not in used:
            yield fails(
                "/works",
                _("The works used for the position of %(position)s are not listed."),
                _("List these works too, and say for which position they were used."),
                position=Position(position).label,
            )


@rule(
    "DOC-108",
    _("Full citation of each work"),
    part=Part.HISTORY,
    stage=Stage.APPLICANT,
    implies=("DOC-401", "DOC-605"),
    needs=("kinds",),
)
def works_cited_in_full(look: Look) -> Iterator[Said]:
    works = look.dossier.works
    if all(work.used_for for work in works):
        yield fails(
            "/works", _("No work is listed for the present request."), _("List every work that the request rests on.")
        )
    for place, work in numbered("/works", works):
        yield from faulty_citation(place, work)
        if not look.listed("kinds", work.kind):
            yield fails(
                f"{place}/kind",
                _("The kind of work is missing or is not one of those of these rules."),
                _("Choose the kind of the work."),
            )


def faulty_citation(place: str, work: Work) -> Iterator[Said]:
    """What is wanting of all authors, Buddhist year, title, source and pages."""
    yield from _faulty_authors(f"{place}/authors", work.authors)
    yield from faulty_reference(place, work)


def faulty_reference(place: str, cited: Work | Version) -> Iterator[Said]:
    """As `faulty_citation`, of what has the authors of another work."""
    yield from _faulty_year(f"{place}/year", cited.year)
    for name, message, mend in _CITED:
        if is_empty(getattr(cited, name)):
            yield fails(f"{place}/{name}", message, mend)


def _faulty_authors(place: str, authors: Sequence[Author]) -> Iterator[Said]:
    if not authors:
        yield fails(
            place, _("The authors of the work are missing."), _("Enter all authors and co-workers in their order.")
        )
        return
    for index, author in enumerate(authors):
        if is_empty(author.name):
            yield fails(
                f"{place}/{index}/name",
                _("The name of the author is missing."),
                _("Write the name as it stands on the work."),
            )
    applicants = sum(bool(author.is_applicant) for author in authors)
    if applicants != 1:
        yield fails(
            place,
            _("It is not clear which of the authors is the applicant."),
            _("Mark one author as the applicant."),
        )


def _faulty_year(place: str, typed: str) -> Iterator[Said]:
    year = to_arabic(typed.strip())
    mend = _("Write the year of the Buddhist era with four figures, such as 2566.")
    if is_empty(year):
        yield fails(place, _("The year of the work is missing."), mend)
    elif not _YEAR.fullmatch(year):
        yield fails(place, _("“%(typed)s” is not a year of four figures."), mend, typed=typed)
    elif int(year) < _OLDEST_YEAR:
        yield fails(
            place,
            _("%(typed)s is a year of the common era; of the Buddhist era it is %(year)s."),
            mend,
            typed=typed,
            year=int(year) + BUDDHIST_ERA,
        )
