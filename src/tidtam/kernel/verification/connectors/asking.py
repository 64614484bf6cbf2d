"""All sources in their order, as the office has set them."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from .breaker import Breaker
from .choices import Source
from .configured import configured
from .outcome import Outcome, Silence
from .protocol import Answer, Connector, Stated, Unavailable


def ask_all(
    stated: Stated,
    *,
    now: datetime,
    was_proven: bool = False,
    without: Collection[Source] = (),
    connectors: tuple[Connector, ...] | None = None,
) -> Outcome:
    """Ask the civil registry, and once it has confirmed the card, whether the person works here.

    Takes some seconds, and keeps what it learns of the sources for other processes: call it outside of any
    transaction. `was_proven` leaves the registry out, for who proved themselves in another way (ThaiD) or was
    confirmed by it before; `without` leaves out whose answer is known.
    """
    breaker = current_breaker()
    outcome = Outcome(was_proven=was_proven)
    for connector in configured() if connectors is None else connectors:
        if connector.key in without or not _is_wanted(connector.key, outcome):
            continue
        outcome = _with(outcome, connector.key, _ask(breaker, connector, stated, now))
    return outcome


def current_breaker() -> Breaker:
    sources = settings.ENVIRONMENT.sources
    return Breaker(failures=sources.failures, rest_seconds=sources.rest_seconds)


def _is_wanted(source: Source, outcome: Outcome) -> bool:
    """Nobody's work is looked up before it is proven who they are, nor after one source has told it."""
    if source is Source.CIVIL_REGISTRY:
        return not outcome.was_proven
    return outcome.is_proven and outcome.personnel is None


def _ask(breaker: Breaker, connector: Connector, stated: Stated, now: datetime) -> Answer | Silence:
    try:
        return breaker.ask(connector, stated, now=now)
    except Unavailable as unavailable:
        return Silence(source=connector.key, reason=unavailable.reason)


def _with(outcome: Outcome, source: Source, told: Answer | Silence) -> Outcome:
    answers, silences = outcome.answers, outcome.silences
    if isinstance(told, Answer):
        answers = (*answers, told)
    else:
        silences = (*silences, told)
    return Outcome(answers=answers, silences=silences, was_proven=outcome.was_proven)
