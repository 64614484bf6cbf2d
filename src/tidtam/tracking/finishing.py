"""The form in which a step is recorded: whole at once, or after its outcome is known, on which the rest depends."""

from django.forms import Field

from tidtam.kernel.orgs.queries import living

from .definitions import Definition, Step
from .forms import OutcomeForm, StepForm
from .models import Case
from .plugins import gives_results
from .results.asking import fields_of


def step_form(case: Case, definition: Definition, step: Step, chosen: str) -> type[StepForm | OutcomeForm]:
    """Where an outcome ends the matter with a result that people have to give, the outcome is asked for first."""
    names = promised(case, definition, step.key)
    if not names:
        return StepForm.of(step)
    outcome = step.outcome(chosen)
    if outcome is None:
        return OutcomeForm.of(step)
    form = StepForm.of(step, chosen=outcome if outcome.key else None)
    return form.with_result(name, result_fields(case, name)) if (name := names.get(outcome.key)) else form


def promised(case: Case, definition: Definition, step: str) -> dict[str, str]:
    """By outcome, the name of the result that has to be asked for; nothing where the product knows it itself."""
    if gives_results(case):
        return {}
    promising = {ending.key: ending.result for ending in definition.endings if ending.result}
    return {way.key: promising[way.leads_to] for way in definition.step(step).outcomes if way.leads_to in promising}


def result_fields(case: Case, name: str) -> dict[str, Field]:
    root = case.organization_path.partition("/")[0]
    return fields_of(name, living([root]))
