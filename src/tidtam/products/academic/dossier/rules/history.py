"""Part 1: the applicant, qualifications, service and earlier appointments."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.dossier.choices import IdentityKind, Part, Stage
from tidtam.thai.names import TitleKind, split
from tidtam.thai.numerals import to_arabic

from .findings import Said, fails
from .look import Look, is_empty, numbered
from .registry import rule

_FOUR_FIGURES = re.compile(r"[0-9]{4}")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_DOTTED = re.compile(r"^(?:[ก-ฮ]{1,4}\.|(?:[A-Z][A-Za-z]{0,3}\.){2}|[A-Z][A-Za-z]{0,3}\.[A-Z])")
_LETTERS = re.compile(r"[^\W\d_]")
_SHORTEST_WORD = 5
"""No degree in full has only words of fewer letters; every abbreviation has: MBA, PhD, วทบ."""


@rule(
    "DOC-101",
    _("Title before the name"),
    part=Part.HISTORY,
    stage=Stage.APPLICANT,
    needs=("prefixes",),
)
def civil_title(look: Look) -> Iterator[Said]:
    applicant = look.dossier.applicant
    prefix = applicant.prefix.strip()
    mend = _("Choose one of: %(titles)s. Academic title, rank and doctorate have fields of their own.")
    titles = look.entries("prefixes")
    allowed = [entry.name.th for entry in titles]
    if applicant.identity_kind == IdentityKind.PASSPORT:
        allowed += [entry.name.en for entry in titles]
        prefix = prefix.removesuffix(".")
    choices = " / ".join(allowed)
    if is_empty(prefix):
        yield fails("/applicant/prefix", _("The title before the name is missing."), mend, titles=choices)
    elif prefix not in allowed:
        message = _("“%(typed)s” is not one of the civil titles.")
        yield fails("/applicant/prefix", message, mend, typed=applicant.prefix, titles=choices)
    for name in ("given_name", "given_name_en"):
        for title in split(getattr(applicant, name)).titles:
            if title.kind in (TitleKind.ACADEMIC, TitleKind.DOCTORATE) or (
                title.kind == TitleKind.RANK and title.written.endswith(".")
            ):
                yield fails(
                    f"/applicant/{name}",
                    _("“%(typed)s” stands in the field of the name."),
                    _("Move it to the field for academic title, rank or doctorate."),
                    typed=title.written,
                )


@rule("DOC-102", _("Field of study with its code"), part=Part.HISTORY, stage=Stage.APPLICANT)
def field_with_code(look: Look) -> Iterator[Said]:
    request = look.dossier.request
    code = to_arabic(request.field_code.strip())
    mend = _("Choose the field of study from the list; its code of four figures comes with it.")
    if is_empty(request.field_name):
        yield fails("/request/field_name", _("The field of study is missing."), mend)
    if is_empty(code):
        yield fails("/request/field_code", _("The code of the field of study is missing."), mend)
    elif not _FOUR_FIGURES.fullmatch(code):
        yield fails(
            "/request/field_code", _("“%(typed)s” is not a code of four figures."), mend, typed=request.field_code
        )


@rule("DOC-103", _("Full name and field of each degree"), part=Part.HISTORY, stage=Stage.APPLICANT)
def degrees_in_full(look: Look) -> Iterator[Said]:
    qualifications = look.dossier.history.qualifications
    if not qualifications:
        yield fails(
            "/history/qualifications",
            _("No educational qualification is given."),
            _("Enter every degree, each with its full name and field."),
        )
    for place, qualification in numbered("/history/qualifications", qualifications):
        degree = qualification.degree.strip()
        if is_empty(degree) and is_empty(qualification.degree_en):
            yield fails(
                f"{place}/degree", _("The name of the degree is missing."), _("Write the name of the degree in full.")
            )
        elif degree and is_abbreviated(degree):
            yield fails(
                f"{place}/degree",
                _("“%(typed)s” is an abbreviation."),
                _("Write the name of the degree in full."),
                typed=degree,
            )
        if is_empty(qualification.field_name):
            yield fails(
                f"{place}/field_name",
                _("The field of the degree is missing."),
                _("Write the field in which the degree was taken."),
            )


def is_abbreviated(degree: str) -> bool:
    """วท.ม., Ph.D. (Physics), MBA; an abbreviation in brackets behind the full name does no harm."""
    full = _IN_BRACKETS.sub(" ", degree).strip()
    longest = max((len(_LETTERS.findall(word)) for word in full.split()), default=0)
    return longest < _SHORTEST_WORD or _DOTTED.match(full) is not None
