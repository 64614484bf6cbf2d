"""The course of a matter as one row of a table tells it: which steps were finished, and where the matter is now."""

from datetime import date

from tidtam.tracking.actions import PastMove
from tidtam.tracking.definitions import Definition, Recorded, Step
from tidtam.tracking.models import LETTER_LENGTH

from .cells import Cells
from .mistakes import day, gettext_noop, words
from .sheets.columns import plain

_LONGEST_REMARK = 2_000
_LONGEST_NAME = 300
_TOLD = ("finished_on", "outcome", *(thing.value for thing in Recorded if thing is not Recorded.FILE))

FUTURE = gettext_noop("The date lies in the future; today is %(today)s.")
BEFORE = gettext_noop("The date lies before %(earliest)s, when the matter came to this step. Check both dates.")
NO_STEP = gettext_noop("The process has no step of this name. The template lists its steps.")
NO_OUTCOME = gettext_noop("The step “%(step)s” has no such outcome. The template lists its outcomes.")
OUTCOME_MISSING = gettext_noop("Say how the step “%(step)s” came out, as the template lists it.")
NO_DAY = gettext_noop("Give the day on which this step was finished, or leave its other cells empty.")
NOT_ON_WAY = gettext_noop(
    "This step does not follow on the ones that were finished before it. Fill in those in between, or leave out the "
    "finished steps: the current step and its date are enough."
)
OTHER_SINCE = gettext_noop("By the finished steps the matter came to this step on %(day)s. Give that day, or none.")
SINCE_MISSING = gettext_noop("Give the day on which the matter came to this step.")
ENDED = gettext_noop("By the finished steps the matter has ended. Leave its current step empty.")


class Courses:
    """Reads courses of one process."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._steps = {
            plain(name): step for step in definition.steps for name in (step.name.en, step.name.th, step.key)
        }
        self._outcomes = {
            step.key: {
                plain(name): outcome
                for outcome in step.outcomes
                for name in (outcome.name.en, outcome.name.th, outcome.key)
                if name
            }
            for step in definition.steps
        }

    def read(self, cells: Cells, received_on: date, today: date) -> tuple[PastMove, ...]:
        """What happened since the matter was received; nothing useful where the cells are wrong."""
        told = {key.partition("/")[0] for key in cells.values if "/" in key and cells.has(key)}
        moves: list[PastMove] = []
        at, since = self.definition.first.key, received_on
        while at in told:
            told.discard(at)
            move = self._finished(cells, self.definition.step(at), since, today)
            outcome = self.definition.step(at).outcome(move.outcome) if move else None
            if move is None or outcome is None:
                return ()
            moves.append(move)
            at, since = outcome.leads_to, move.happened_on
        for step in sorted(told):
            column = next(f"{step}/{thing}" for thing in _TOLD if cells.has(f"{step}/{thing}"))
            cells.wrong(column, NOT_ON_WAY)
        now = self._now(cells, at, since, today, has_history=bool(moves))
        return (*moves, now) if now else tuple(moves)

    def _finished(self, cells: Cells, step: Step, since: date, today: date) -> PastMove | None:
        column = f"{step.key}/finished_on"
        if not cells.has(column):
            cells.wrong(column, NO_DAY)
            return None
        happened_on = cells.day(column)
        if happened_on is None or not _fits(cells, column, happened_on, since, today):
            return None
        outcome = self._outcome(cells, step)
        return (
            None
            if outcome is None
            else PastMove(
                happened_on,
                outcome=outcome,
                order_no=cells.text(f"{step.key}/order_no", LETTER_LENGTH),
                letter_no=cells.text(f"{step.key}/letter_no", LETTER_LENGTH),
                remark=cells.text(f"{step.key}/remark", _LONGEST_REMARK, lines=True),
            )
        )

    def _outcome(self, cells: Cells, step: Step) -> str | None:
        if not step.asks_outcome:
            return step.outcomes[0].key
        column = f"{step.key}/outcome"
        if not cells.has(column):
            cells.wrong(column, OUTCOME_MISSING, step=words(step.name))
            return None
        outcome = self._outcomes[step.key].get(plain(cells.text(column, _LONGEST_NAME)))
        if outcome is None:
            cells.wrong(column, NO_OUTCOME, step=words(step.name))
        return outcome.key if outcome else None

    def _now(self, cells: Cells, at: str, since: date, today: date, *, has_history: bool) -> PastMove | None:
        """The move to the current step, unless the finished steps led there."""
        given = cells.day("since")
        if not cells.has("step") and not cells.has("since"):
            return None
        if not self.definition.has_step(at):
            cells.wrong("step" if cells.has("step") else "since", ENDED)
            return None
        step = self._step(cells) if cells.has("step") else self.definition.step(at)
        if step is None:
            return None
        if step.key != at and not cells.has("since"):
            cells.wrong("since", SINCE_MISSING)
        if given is None or not _fits(cells, "since", given, since, today) or (step.key, given) == (at, since):
            return None
        if step.key == at and has_history:
            cells.wrong("since", OTHER_SINCE, day=day(since))
        return PastMove(given, now_at=step.key)

    def _step(self, cells: Cells) -> Step | None:
        step = self._steps.get(plain(cells.text("step", _LONGEST_NAME)))
        if step is None:
            cells.wrong("step", NO_STEP)
        return step


def _fits(cells: Cells, column: str, happened_on: date, since: date, today: date) -> bool:
    if happened_on > today:
        cells.wrong(column, FUTURE, today=day(today))
    elif happened_on < since:
        cells.wrong(column, BEFORE, earliest=day(since))
    else:
        return True
    return False
