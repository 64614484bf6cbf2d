from dataclasses import dataclass

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import Term, terms
from tidtam.products.datarights.models import RetentionRun, RetentionSetting
from tidtam.products.datarights.policies import reads_runs


@dataclass(frozen=True, slots=True)
class TermRow:
    """One kind of data with how long it lives, by which rule, and what was ended of it last."""

    term: Term
    days: int | None
    source: str
    last_run: RetentionRun | None


def configured_days() -> dict[str, int | None]:
    """For each kind of data: what the product fixes, or else what the office set; None where nobody did."""
    return _days(_settings())


def _days(set_last: dict[str, RetentionSetting]) -> dict[str, int | None]:
    chosen = {key: row.days for key, row in set_last.items()}
    return {key: term.days or chosen.get(key) or term.unless_set for key, term in terms().items()}


def term_rows(actor: Actor) -> list[TermRow]:
    set_last = _settings()
    runs = {row.term: row for row in RetentionRun.objects.order_by("term", "-id").distinct("term")}
    days = _days(set_last)
    shown = runs if reads_runs(actor) else {}
    return [
        TermRow(term, days[key], set_last[key].source if key in set_last else "", shown.get(key))
        for key, term in terms().items()
    ]


def _settings() -> dict[str, RetentionSetting]:
    return {row.term: row for row in RetentionSetting.objects.order_by("term", "-id").distinct("term")}
