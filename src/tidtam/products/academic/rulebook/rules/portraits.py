"""The two photographs for the royal appointment, judged by what the files say of themselves."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.structure import Photograph

from .findings import Said, cannot_tell, fails
from .look import FileFact, Look, is_empty, numbered
from .registry import rule
from .royal import CIVIL_SERVANT, is_professor
from .wanting import no_exact_day

_PLACE = "/royal/photographs"
_WANTED = 2
_WIDTH, _HEIGHT = 30.0, 40.0
_MILLIMETRE = 1.0
"""How much a side may differ: as little as scissors and scanners leave."""
_RATIO_TOLERANCE = 0.03
"""Of the ratio of the sides: less than a millimetre of the width."""
_INCH = 25.4
_PICTURES = ("jpeg", "png")
_OF_CIVIL_SERVANTS = _(
    "A civil servant wears the white dress uniform. Look at the photograph and write who confirms it."
)
_OF_EMPLOYEES = _(
    "An employee wears the uniform that the institution's regulations lay down, with the ribbons of the two highest "
    "decorations. Look at the photograph and write who confirms it."
)


@rule("DOC-803", _("Photographs of 3 by 4 cm"), part=Part.ROYAL, stage=Stage.ROYAL, applies=is_professor)
def photographs_fit(look: Look) -> Iterator[Said]:
    given = [(place, one) for place, one in numbered(_PLACE, look.dossier.royal.photographs) if not is_empty(one.file)]
    if len(given) != _WANTED:
        yield fails(
            _PLACE,
            _("%(count)s photographs are attached; two are asked for."),
            _("Attach two photographs of 3 by 4 cm."),
            count=len(given),
        )
    for place, photograph in given:
        yield from _faulty_picture(f"{place}/file", look.facts.get(photograph.file))
        yield from _unconfirmed_dress(look, place, photograph)


def _faulty_picture(place: str, fact: FileFact | None) -> Iterator[Said]:
    if fact is None:
        yield cannot_tell(place, _("The file has not been examined."))
        return
    if fact.kind not in _PICTURES:
        yield fails(place, _("This file is no picture."), _("Attach the photograph as a JPEG or PNG file."))
        return
    if not fact.inner_width or not fact.inner_height:
        yield cannot_tell(place, _("The picture inside the border could not be found."))
        return
    mend = _("Cut the photograph to 3 by 4 cm, not counting a white border.")
    if not fact.dpi_x or not fact.dpi_y:
        if _is_out_of_shape(fact.inner_width, fact.inner_height):
            yield _out_of_shape(place, fact)
        else:
            yield cannot_tell(
                place,
                _("The file does not say its resolution, so the size in centimetres cannot be told."),
                _("Scan the photograph again and keep the resolution in the file."),
            )
        return
    width, height = fact.inner_width / fact.dpi_x * _INCH, fact.inner_height / fact.dpi_y * _INCH
    if _is_out_of_shape(width, height):
        yield _out_of_shape(place, fact)
    elif abs(width - _WIDTH) > _MILLIMETRE or abs(height - _HEIGHT) > _MILLIMETRE:
        yield fails(
            place,
            _("Without its white border the photograph is %(width)s by %(height)s cm; 3 by 4 cm are asked for."),
            mend,
            width=f"{width / 10:.2f}",
            height=f"{height / 10:.2f}",
        )


def _is_out_of_shape(width: float, height: float) -> bool:
    return abs(width * _HEIGHT / (height * _WIDTH) - 1) > _RATIO_TOLERANCE


def _out_of_shape(place: str, fact: FileFact) -> Said:
    return fails(
        place,
        _("Without its white border the photograph has %(width)s by %(height)s pixels; that is not 3 to 4."),
        _("Cut the photograph to 3 by 4 cm, not counting a white border."),
        width=fact.inner_width or 0,
        height=fact.inner_height or 0,
    )


def _unconfirmed_dress(look: Look, place: str, photograph: Photograph) -> Iterator[Said]:
    """No program judges it: a person looks and says so."""
    kind = look.rule_set.listed("employment_kinds", look.dossier.request.employment_kind, look.as_of)
    if is_empty(photograph.dress_confirmed_by):
        yield fails(
            f"{place}/dress_confirmed_by",
            _("Nobody has confirmed that the dress is as it must be."),
            _OF_CIVIL_SERVANTS if kind and CIVIL_SERVANT in kind.marks else _OF_EMPLOYEES,
        )
    message = _("It is not said when the dress was confirmed.")
    yield from no_exact_day(f"{place}/dress_confirmed_on", photograph.dress_confirmed_on, message)
