"""What a rule says of a dossier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Answer, Part, Severity, Stage
from tidtam.products.academic.rulebook.rule_sets.model import Clause, Wording
from tidtam.thai.dates import format_short


@dataclass(frozen=True, slots=True)
class Day:
    """A day inside a message, in the language of the moment."""

    day: date

    def __str__(self) -> str:
        return format_short(self.day, get_language() or "th")


Fact = str | int | Promise | Wording | Day


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a rule has to say, before it is known which set of rules the rule stands in."""

    answer: Answer
    place: str
    message: Promise
    mend: Promise | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


def fails(place: str, message: Promise, mend: Promise, **facts: Fact) -> Said:
    return Said(Answer.FAIL, place, message, mend, facts)


def cannot_tell(place: str, message: Promise, mend: Promise | None = None, **facts: Fact) -> Said:
    return Said(Answer.CANNOT_TELL, place, message, mend, facts)


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    answer: Answer
    severity: Severity
    part: Part
    stage: Stage
    place: str
    """A JSON pointer into the dossier; empty where the rule speaks of the whole."""
    clause: Clause
    source: Wording
    """The document in which the clause stands."""
    _message: Promise
    _mend: Promise | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong here, in the language of the moment."""
        return str(self._message) % self.facts

    @property
    def mend(self) -> str:
        return str(self._mend) % self.facts if self._mend else ""

    @property
    def stops(self) -> bool:
        """Whether the dossier cannot be sent with it."""
        return self.answer == Answer.FAIL and self.severity == Severity.MUST

    @property
    def is_fault(self) -> bool:
        return self.answer == Answer.FAIL


PASSED = _("In order.")
NOT_YET = _("This is not asked for yet: it belongs to a later stage.")
NOT_CONFIGURED = _("Not configured: “%(parameter)s” has not been set for this institution.")
SET_IT = _("An administrator enters it among the parameters of the rules.")
UNREADABLE = _("This date cannot be read, so this cannot be told.")
EMPTY_DATE = _("This date is missing, so this cannot be told.")
