"""Dates are kept as they were typed; one that cannot be read is found where it stands, whatever other rules ask."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage

from .findings import Said, cannot_tell, fails
from .look import Look, is_empty, read_day
from .registry import rule
from .walking import dates_in


@rule("DOC-000", _("Every date can be read"), part=Part.WHOLE, stage=Stage.APPLICANT)
def every_date_can_be_read(look: Look) -> Iterator[Said]:
    typed = list(dates_in(look.dossier))
    if not typed:
        yield cannot_tell("", _("No date has been typed yet."))
    for place, text in typed:
        if read_day(text) is None and not is_empty(text):
            yield fails(
                place,
                _("“%(typed)s” cannot be read as a date, or could be more than one."),
                _("Write day, month and the whole year, such as 21 Nov 2569."),
                typed=text,
            )
