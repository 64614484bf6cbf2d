"""The wizard of a registration, as data: which steps there are, when each is asked, and what each needs before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.people.choices import PersonKind

from . import forms
from .choices import PersonnelKind
from .drafts import Answers, DraftState, Stated

NAMES = (
    "title",
    "given_name",
    "family_name",
    "title_en",
    "given_name_en",
    "middle_name_en",
    "family_name_en",
)


def _always(answers: Answers) -> bool:
    return True


def _answered(step: str, field: str, value: str) -> Callable[[Answers], bool]:
    return lambda answers: answers.get(step, {}).get(field) == value


_IS_FOREIGN = _answered("member", "kind", PersonKind.FOREIGN)


@dataclass(frozen=True)
class Step:
    key: str
    """Stands in the address."""
    title: Promise
    form: type[forms.StepForm]
    is_asked: Callable[[Answers], bool] = _always


STEPS = (
    Step("member", _("Choose the member type"), forms.MemberForm),
    Step("consent", _("Consent on personal data"), forms.ConsentForm),
    Step("person", _("About you"), forms.ThaiPersonForm, lambda answers: not _IS_FOREIGN(answers)),
    Step("passport", _("About you"), forms.ForeignPersonForm, _IS_FOREIGN),
    Step("contact", _("How to reach you"), forms.ContactForm),
    Step("code", _("Confirm your e-mail"), forms.CodeForm),
    Step("personnel", _("Kind of personnel"), forms.PersonnelForm),
    Step(
        "position",
        _("Unit and position"),
        forms.PositionForm,
        _answered("personnel", "kind", PersonnelKind.MINISTRY),
    ),
    Step("confirm", _("Check and confirm"), forms.ConfirmForm),
)


@dataclass
class Way:
    """The way of one person through the steps, as far as their answers say."""

    state: DraftState
    today: date

    @property
    def steps(self) -> list[Step]:
        return [step for step in STEPS if step.is_asked(self.state.answers)]

    @property
    def open_step(self) -> Step:
        """The first that is not done; the last is never done before the account is made."""
        return next(step for step in self.steps if not self.is_done(step))

    def find(self, key: str) -> Step | None:
        """The step of this key, if the way leads over it and everything before it is done."""
        for step in self.steps:
            if step.key == key:
                return step
            if not self.is_done(step):
                return None
        return None

    def before(self, step: Step) -> Step | None:
        place = self.steps.index(step)
        return self.steps[place - 1] if place else None

    def number(self, step: Step) -> int:
        return self.steps.index(step) + 1

    def is_done(self, step: Step) -> bool:
        if step.key == "code":
            return self.state.has_proven(self.cleaned("contact").get("email", ""))
        return step.key in self.state.answers and self.judged(step).is_valid()

    def judged(self, step: Step) -> forms.StepForm:
        """The step's form with what the draft keeps, judged anew: what was right yesterday may not be so today."""
        return step.form(self.state.answers, self.today, self.state.answers.get(step.key, {}))

    def cleaned(self, key: str) -> dict[str, Any]:
        """What a step's answers mean; nothing where it is not asked or not in order."""
        step = next((step for step in self.steps if step.key == key), None)
        if step is None or key not in self.state.answers:
            return {}
        form = self.judged(step)
        return form.cleaned_data if form.is_valid() else {}

    def stated(self) -> Stated:
        """The whole registration; only when the last step is open."""
        person = self.cleaned("person") or self.cleaned("passport")
        contact, born = self.cleaned("contact"), person["born"]
        position = self.cleaned("position")
        return Stated(
            kind=self.cleaned("member")["kind"],
            names={name: person[name] for name in NAMES if name in person},
            sex=person["sex"],
            birth_year=born.year,
            birth_month=born.month,
            birth_day=born.day,
            email=contact["email"],
            mobile=contact["mobile"],
            personnel_kind=self.cleaned("personnel")["kind"],
            unit=position.get("unit", ""),
            position=position.get("position", ""),
            consent_version=self.cleaned("consent")["version"],
        )
