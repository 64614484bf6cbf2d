"""Part 4, section 2: what the academic position committee (ก.พ.ว.) found."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.rule_sets.model import Wording

from .committee import assessments, nothing_assessed
from .findings import Said, cannot_tell, fails
from .look import Look
from .registry import rule
from .signing import CHAIR_OR_SECRETARY, faulty_signature

_PLACE = "/kpw/kinds_passed"


@rule(
    "DOC-411",
    _("Kinds of works that passed agree with section 1"),
    part=Part.KPW,
    stage=Stage.KPW,
    needs=("kinds",),
)
def kinds_agree(look: Look) -> Iterator[Said]:
    said = set(look.dossier.kpw.kinds_passed)
    if not said:
        yield fails(
            _PLACE,
            _("The kinds of works that passed are missing."),
            _("Choose every kind of which a work met the required quality in section 1."),
        )
        return
    unknown = [*nothing_assessed(look), *_unknown_kinds(look)]
    if unknown:
        yield from unknown
        return
    found = {look.works[one.work][1].kind for _place, one in assessments(look) if one.meets}
    for kind in sorted(found - said):
        yield fails(
            _PLACE,
            _("In section 1 a work of the kind “%(kind)s” met the required quality; here this kind is missing."),
            _("Add the kind, or correct section 1."),
            kind=_name(look, kind),
        )
    for kind in sorted(said - found):
        yield fails(
            _PLACE,
            _("In section 1 no work of the kind “%(kind)s” met the required quality."),
            _("Remove the kind, or correct section 1."),
            kind=_name(look, kind),
        )


def _unknown_kinds(look: Look) -> Iterator[Said]:
    """Without the kind and the result of every work, nobody can compare."""
    for place, assessment in assessments(look):
        work = look.works.get(assessment.work)
        if work is None:
            yield cannot_tell(f"{place}/work", _("It is not said which of the listed works was assessed."))
        elif assessment.meets is None:
            yield cannot_tell(f"{place}/meets", _("It is not said whether the work meets the required quality."))
        elif not look.listed("kinds", work[1].kind):
            yield cannot_tell(f"{work[0]}/kind", _("It is not said of which kind the work is."))


def _name(look: Look, kind: str) -> Wording | str:
    listed = look.listed("kinds", kind)
    return listed.name if listed else kind


@rule("DOC-412", _("Signature of the academic position committee"), part=Part.KPW, stage=Stage.KPW)
def kpw_signed(look: Look) -> Iterator[Said]:
    mend = _("Have the chair or the secretary of the academic position committee sign.")
    yield from faulty_signature("/kpw/signature", look.dossier.kpw.signature, CHAIR_OR_SECRETARY, mend)
