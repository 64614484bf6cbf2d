"""The forms of personnel requests: one group of questions a page. What is possible is judged by the actions."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import CivilLevel
from tidtam.kernel.people.models import NAME_LENGTH as PERSON_NAME_LENGTH
from tidtam.kernel.people.models import TITLE_LENGTH
from tidtam.web.forms import BaseForm, NationalIdField, PlainTextArea, PlainTextField, ThaiDateField, VersionField

from .actions import StaffFacts
from .choices import TARGET_LEVELS, Kind, RequestState
from .groups import Group
from .models import LETTER_LENGTH, NAME_LENGTH, TEXT_LENGTH, PersonnelRequest
from .rounds import Round


def _received() -> forms.Field:
    return ThaiDateField(label=_("Received on"), help_text=_("The day the personnel office received the paper."))


def _letter() -> forms.Field:
    return PlainTextField(
        label=_("Number of the unit's letter"),
        help_text=_("As printed on the letter, if there is one."),
        max_length=LETTER_LENGTH,
        required=False,
    )


def _level() -> forms.Field:
    return forms.ChoiceField(
        label=_("Level"),
        choices=[(level.value, level.label) for level in TARGET_LEVELS],
        widget=forms.RadioSelect,
    )


def _position() -> forms.Field:
    return PlainTextField(
        label=_("Position"),
        help_text=_("The name of the position, for example public health technical officer."),
        max_length=NAME_LENGTH,
    )


def _unit() -> forms.Field:
    return PlainTextField(
        label=_("Bureau, division or centre"), help_text=_("Within the same department."), max_length=NAME_LENGTH
    )


def _work() -> forms.Field:
    return PlainTextField(
        label=_("Title of the work"), help_text=_("As it stands on the work that you hand in."), max_length=NAME_LENGTH
    )


def _destination() -> forms.Field:
    return PlainTextField(
        label=_("Receiving agency"),
        help_text=_("The department or ministry to which you ask to be transferred."),
        max_length=NAME_LENGTH,
    )


def _wished() -> forms.Field:
    return ThaiDateField(label=_("From which day, if you have a wish"), required=False)


def _leave() -> forms.Field:
    return ThaiDateField(
        label=_("I resign with effect from"),
        help_text=_(
            "The first day on which you no longer serve, at least 30 days after the office receives it. "
            "For example 1/2/2570."
        ),
    )


def _election() -> forms.Field:
    return forms.BooleanField(
        label=_("I resign to stand in an election"),
        help_text=_("To stand in an election no notice is needed, and the resignation cannot be deferred."),
        required=False,
    )


def _reason() -> forms.Field:
    return PlainTextArea(label=_("Reason"), max_length=TEXT_LENGTH, required=False, rows=5)


_MAKERS: dict[str, Callable[[], forms.Field]] = {
    "received_on": _received,
    "letter_no": _letter,
    "target_level": _level,
    "target_position": _position,
    "target_unit": _unit,
    "work_title": _work,
    "destination": _destination,
    "wished_on": _wished,
    "leave_on": _leave,
    "for_election": _election,
    "reason": _reason,
}


def label_of(name: str) -> str:
    return str(_MAKERS[name]().label)


class GroupForm(BaseForm):
    """The questions of one group. Begun without a request, it brings the id of the draft it makes."""

    draft_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = VersionField(required=False)

    @classmethod
    def of(cls, group: Group) -> type["GroupForm"]:
        """The form for this group."""
        fields = {name: _MAKERS[name]() for name in group.fields}
        for name, field in fields.items():
            if name in group.required:
                field.required = True
        return type("GroupForm", (cls,), fields)

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in _MAKERS}


def group_form(group: Group, request: PersonnelRequest | None, posted: Any = None) -> GroupForm:
    if request is None:
        form = GroupForm.of(group)(posted, initial={"draft_id": new_id()})
        form.fields["draft_id"].required = True
        return form
    initial = {name: getattr(request, name) for name in group.fields}
    form = GroupForm.of(group)(posted, initial={**initial, "version": request.version})
    form.fields["version"].required = True
    return form


class VersionForm(BaseForm):
    """A decision that needs nothing but the state it was taken in."""

    version = VersionField()


class SubmitForm(VersionForm):
    """The round of moves that the page told stands in it, so that another one is never taken silently."""

    expected_round = forms.CharField(widget=forms.HiddenInput, required=False, max_length=7)


class WithdrawForm(VersionForm):
    reason = PlainTextArea(label=_("Reason for withdrawing"), max_length=TEXT_LENGTH)


class OrderForm(VersionForm):
    effective_on = ThaiDateField(label=_("Takes effect on"), required=False)
    position = PlainTextField(label=_("Position in the order"), max_length=NAME_LENGTH, required=False)
    unit = PlainTextField(label=_("Unit in the order"), max_length=NAME_LENGTH, required=False)

    @classmethod
    def for_kind(cls, kind: str) -> type["OrderForm"]:
        """Without what an order of this kind does not say."""
        left_out = {
            Kind.PROMOTION: (),
            Kind.MOVE: (),
            Kind.TRANSFER: ("position", "unit"),
            Kind.RESIGNATION: ("position", "unit"),
        }[Kind(kind)]
        return type("OrderForm", (cls,), dict.fromkeys(left_out))

    def facts(self) -> dict[str, Any]:
        return {
            "effective_on": self.cleaned_data["effective_on"],
            "position": self.cleaned_data.get("position", ""),
            "unit": self.cleaned_data.get("unit", ""),
        }


class RoundForm(VersionForm):
    opens_on = ThaiDateField(label=_("Opens on"))
    closes_on = ThaiDateField(label=_("Closes on"))


class FilterForm(BaseForm):
    """The filters of the office's list stand in its address."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Kind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *RequestState.choices], required=False)
    round_key = forms.ChoiceField(label=_("Round of moves"), required=False)

    def __init__(self, *args: Any, rounds: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {each.key: each.label for each in rounds}
        self.fields["round_key"].choices = [("", _("All")), *choices.items()]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters in force; what cannot be is left out rather than refused."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SearchForm(BaseForm):
    q = PlainTextField(label=_("Name or national ID"), max_length=100, required=False)

    def words(self) -> str:
        """What is searched for; nonsense searches for nothing."""
        self.full_clean()
        return str(self.cleaned_data.get("q", ""))


class StaffForm(BaseForm):
    entry_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    office = forms.ChoiceField(label=_("Office"))
    national_id = NationalIdField(label=_("National ID number"))
    title = PlainTextField(label=_("Title"), max_length=TITLE_LENGTH)
    given_name = PlainTextField(label=_("First name"), max_length=PERSON_NAME_LENGTH)
    family_name = PlainTextField(label=_("Last name"), max_length=PERSON_NAME_LENGTH)
    position = PlainTextField(label=_("Position"), max_length=NAME_LENGTH)
    level = forms.ChoiceField(label=_("Level"), choices=[("", ""), *CivilLevel.choices])
    unit = PlainTextField(label=_("Bureau, division or centre"), max_length=NAME_LENGTH)
    since = ThaiDateField(label=_("In this position since"))

    def __init__(self, *args: Any, offices: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {str(each.pk): each for each in offices}
        field = self.fields["office"]
        field.choices = [(key, each.name) for key, each in self._offices.items()]  # type: ignore[attr-defined]
        if len(self._offices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(self._offices))

    def clean_office(self) -> Organization:
        return self._offices[self.cleaned_data["office"]]

    def facts(self) -> StaffFacts:
        names = StaffFacts.__dataclass_fields__
        return StaffFacts(**{name: self.cleaned_data[name] for name in names})
