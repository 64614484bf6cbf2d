"""The form in which a step is recorded: whole at once, or after its outcome is known, on which the rest depends."""

from dataclasses import dataclass

from django.forms import Field

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.queries import living

from .definitions import Step
from .forms import OutcomeForm, StepForm
from .models import Case
from .plugins import result_of
from .results import lacking
from .results.asking import fields_of
from .versions import definition_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A result that people have to say, or as much of it as nobody else knows."""

    name: str
    only: tuple[str, ...] | None
    """All of it, where no product knows anything of it."""

    def fields(self, case: Case) -> dict[str, Field]:
        root = case.organization_path.partition("/")[0]
        return fields_of(self.name, living([root]), self.only)


def step_form(actor: Actor, case: Case, step: Step, chosen: str) -> type[StepForm | OutcomeForm]:
    """Where an outcome ends the matter with a result that people have to give, the outcome is asked for first."""
    promises = promised(actor, case, step.key)
    if not promises:
        return StepForm.of(step)
    outcome = step.outcome(chosen) if step.asks_outcome else step.outcomes[0]
    if outcome is None:
        return OutcomeForm.of(step)
    form = StepForm.of(step, chosen=outcome if outcome.key else None)
    asked = promises.get(outcome.key)
    return form.with_result(asked.name, asked.fields(case)) if asked else form


def promised(actor: Actor, case: Case, step: str) -> dict[str, Asked]:
    """By outcome, the result that has to be asked for; nothing where the product knows it itself."""
    definition = definition_of(case.process_version_id)
    names = {way.key: definition.result_at(way.leads_to) for way in definition.step(step).outcomes}
    wanted = {key: asked_of(actor, case, name) for key, name in names.items() if name}
    return {key: asked for key, asked in wanted.items() if asked}


def asked_of(actor: Actor, case: Case, name: str) -> Asked | None:
    """What of this result has to be asked for, if anything."""
    known = result_of(actor, case)
    if known is None:
        return Asked(name, None)
    only = lacking(name, known)
    return Asked(name, only) if only else None
