"""The chain of dates that a request hangs on: applicant, supervisors, the council's receipt, the appointment."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import AppointmentDay
from .rules.look import exact_day, numbered
from .structure import Dossier


@dataclass(frozen=True, slots=True)
class ChainDay:
    """One day of the chain."""

    title: Promise
    who: str
    place: str
    typed: str

    @property
    def day(self) -> date | None:
        """Nothing where no day was typed, or none that can be read."""
        return exact_day(self.typed)


@dataclass(frozen=True, slots=True)
class Link:
    """Two days of which the later must not come before the earlier; strictly, not on the same day either."""

    earlier: ChainDay
    later: ChainDay
    strictly: bool = False

    @property
    def holds(self) -> bool | None:
        """None while one of the days is not known."""
        first, second = self.earlier.day, self.later.day
        if first is None or second is None:
            return None
        return first < second if self.strictly else first <= second


@dataclass(frozen=True, slots=True)
class Chain:
    applicant: ChainDay
    supervisors: tuple[ChainDay, ...]
    received: ChainDay
    appointment: ChainDay
    named: ChainDay | None = None
    """The day that the appointment is said to be, where it is another one than that of the receipt."""

    @property
    def days(self) -> tuple[ChainDay, ...]:
        named = (self.named,) if self.named else ()
        return (self.applicant, *self.supervisors, self.received, *named, self.appointment)

    @property
    def links(self) -> tuple[Link, ...]:
        return (
            *(Link(self.applicant, day) for day in self.supervisors),
            *(Link(day, self.received, strictly=True) for day in self.supervisors),
            *(Link(day, self.appointment) for day in self._binding),
        )

    def holds_at(self, day: ChainDay) -> bool | None:
        """Whether the day comes after all that must come before it; None while that cannot be told."""
        verdicts = {link.holds for link in self.links if link.later == day}
        return False if False in verdicts else None if None in verdicts or day.day is None else True

    @property
    def earliest_appointment(self) -> date | None:
        """The first day on which the appointment may begin; None while a day that decides is not known."""
        days = [day.day for day in self._binding]
        known = [day for day in days if day is not None]
        return max(known) if self.supervisors and len(known) == len(days) else None

    @property
    def _binding(self) -> tuple[ChainDay, ...]:
        """What the appointment may not come before."""
        return (*self.supervisors, self.received, *((self.named,) if self.named else ()))


def date_chain(dossier: Dossier) -> Chain:
    council, signature = dossier.council, dossier.applicant.signature
    return Chain(
        ChainDay(_("The applicant signs"), signature.name, "/applicant/signature/signed_on", signature.signed_on),
        tuple(
            ChainDay(
                _("A supervisor signs"),
                certification.signature.name,
                f"{place}/signature/signed_on",
                certification.signature.signed_on,
            )
            for place, certification in numbered("/supervisors/certifications", dossier.supervisors.certifications)
        ),
        ChainDay(_("The council receives the matter"), "", "/council/received_on", council.received_on),
        ChainDay(_("The appointment begins"), "", "/council/appointed_on", council.appointed_on),
        _named_day(dossier),
    )


def _named_day(dossier: Dossier) -> ChainDay | None:
    council = dossier.council
    if council.appointed_on_is == AppointmentDay.IMPROVED_RECEIVED:
        title = _("The improved edition is received")
        return ChainDay(title, "", "/council/improved_received_on", council.improved_received_on)
    if council.appointed_on_is == AppointmentDay.PUBLICATION_RECEIVED:
        title = _("The publication is received")
        return ChainDay(title, "", "/council/publication_received_on", council.publication_received_on)
    return None
