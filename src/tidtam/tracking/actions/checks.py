"""What every door is asked, page, interface and import alike: dates that can be, and words that can be read."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.tracking.definitions import Need, Recorded, Step
from tidtam.tracking.history import Reason, Written
from tidtam.tracking.models import LETTER_LENGTH, Case
from tidtam.tracking.wording import long_date
from tidtam.web.forms import PlainTextArea, PlainTextField

REMARK_LENGTH = 2_000
REASONS_LIMIT = 100

_LINE = PlainTextField(max_length=LETTER_LENGTH, required=False)
_REMARK = PlainTextArea(max_length=REMARK_LENGTH, required=False)

EARLIEST = date(2000, 1, 1)
"""No matter was received before."""
_NAMES = {
    Recorded.REMARK: gettext_lazy("remark"),
    Recorded.ORDER_NO: gettext_lazy("order number"),
    Recorded.LETTER_NO: gettext_lazy("letter number"),
    Recorded.FILE: gettext_lazy("file"),
}


def must(allowed: bool, message: str) -> None:
    if not allowed:
        raise NotAllowed(message)


def received_date(actor: Actor, received_on: date) -> None:
    if received_on < EARLIEST:
        raise Refused(_("A matter cannot have been received before the year 2000."), code="early", field="received_on")
    _not_in_future(actor, received_on, "received_on")


def date_after(actor: Actor, happened_on: date, earliest: date, *, field: str = "happened_on") -> None:
    """A late entry of an old date is fine; a date before what came before it is not."""
    _not_in_future(actor, happened_on, field)
    date_not_before(happened_on, earliest, field=field)


def date_not_before(happened_on: date, earliest: date, *, field: str = "happened_on") -> None:
    if happened_on < earliest:
        raise Refused(
            _(
                "The date lies before %(earliest)s, when the matter came to where it is now. "
                "Give that day or a later one, or correct the earlier entry first."
            )
            % {"earliest": long_date(earliest)},
            code="before_last",
            field=field,
        )


def date_before(happened_on: date, latest: date, *, field: str = "happened_on") -> None:
    if happened_on > latest:
        raise Refused(
            _("The date lies after %(latest)s, when the next thing was recorded. Give that day or an earlier one.")
            % {"latest": long_date(latest)},
            code="after_next",
            field=field,
        )


def _not_in_future(actor: Actor, day: date, field: str) -> None:
    if day > actor.today():
        raise Refused(
            _("The date lies in the future; today is %(today)s.") % {"today": long_date(actor.today())},
            code="future",
            field=field,
        )


def is_running(case: Case) -> None:
    if not case.is_open:
        raise Refused(_("The matter has ended. Reopen it first if it has to go on."), code="ended")
    if case.is_suspended:
        raise Refused(_("The matter is suspended; nothing is done in it until it goes on."), code="suspended")


def has_reason(written: Written) -> None:
    if not written:
        raise Refused(_("Write the reason; it stays with the matter."), code="missing", field="remark")


def line(text: str, field: str) -> str:
    """A number or another short text, tidied."""
    return _clean(_LINE, text, field)


def remark(text: str, field: str = "remark") -> str:
    return _clean(_REMARK, text, field)


def _clean(reader: PlainTextField, text: str, field: str) -> str:
    if not text:
        return ""
    try:
        return str(reader.clean(text))
    except ValidationError as error:
        raise Refused(error.messages[0], code="text", field=field) from error


def reasons(given: Iterable[Reason]) -> tuple[Reason, ...]:
    read = [Reason(text=remark(reason.text, "reasons"), code=line(reason.code, "reasons")) for reason in given]
    kept = tuple(reason for reason in read if reason.text)
    if not kept:
        raise Refused(
            _("Say what has to be corrected, everything at once: the matter waits until it is."),
            code="missing",
            field="reasons",
        )
    if len(kept) > REASONS_LIMIT:
        raise Refused(
            _("These are more than %(limit)s reasons; put them together.") % {"limit": REASONS_LIMIT},
            code="too_many",
            field="reasons",
        )
    return kept


def recorded(step: Step, given: Mapping[Recorded, object]) -> None:
    """A step records what its definition says: nothing less, nothing else."""
    for thing in Recorded:
        need, value = step.need(thing), given[thing]
        if need is Need.REQUIRED and not value:
            raise Refused(
                _("This step needs the %(thing)s; give it.") % {"thing": _NAMES[thing]}, code="missing", field=thing
            )
        if need is Need.NONE and value:
            raise Refused(
                _("This step does not record a %(thing)s; leave it out.") % {"thing": _NAMES[thing]},
                code="not_recorded",
                field=thing,
            )
