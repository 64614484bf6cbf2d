"""Part 1: who asks, and in which field of study."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import IdentityKind, Part, Stage
from tidtam.thai.names import TitleKind, split
from tidtam.thai.numerals import to_arabic

from .findings import Said, cannot_tell, fails
from .look import Look, is_empty
from .registry import rule

_FOUR_FIGURES = re.compile(r"[0-9]{4}")


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
    elif applicant.identity_kind is None and prefix.removesuffix(".") in (entry.name.en for entry in titles):
        yield cannot_tell(
            "/applicant/identity_kind",
            _("“%(typed)s” is the title of a passport holder, but the identity document is not said."),
            _("Choose the identity document."),
            typed=applicant.prefix,
        )
    elif prefix not in allowed:
        message = _("“%(typed)s” is not one of the civil titles.")
        yield fails("/applicant/prefix", message, mend, typed=applicant.prefix, titles=choices)
    for name in ("given_name", "given_name_en"):
        typed = getattr(applicant, name)
        for title in split(typed).titles:
            # Written in full a rank may be a name, as พลเอก is; not where another word follows it.
            is_rank = title.kind == TitleKind.RANK and (title.written.endswith(".") or f"{title.written} " in typed)
            if is_rank or title.kind in (TitleKind.ACADEMIC, TitleKind.DOCTORATE):
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
