"""What the work list is narrowed to: the form, what of it stands in the address, and the same in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.orgs.models import Organization
from tidtam.web.forms import BaseForm, PlainTextField, ThaiDateField

from .choices import CaseStatus, Concern
from .models import LETTER_LENGTH, VIEW_NAME_LENGTH, SavedView
from .queries import Filters, Published
from .wording import short_date

ALL = ("", _("All"))
ALWAYS_SEEN = ("q", "process", "step", "concern", "order")
"""The others stand behind “more filters”."""


class LongSelect(forms.Select):
    """A choice among hundreds, drawn at once instead of each from a template of its own."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: object = None,  # noqa: ARG002 - its base's
    ) -> SafeString:
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        written = format_html_join("", ' {}="{}"', given.items())
        options = (
            (key, SafeString(" selected") if str(key) == str(value or "") else "", label) for key, label in self.choices
        )
        listed = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", written, listed)


class DayField(ThaiDateField):
    """Takes days from addresses too, and shows them as people write them."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return date.fromisoformat(data)
        except (TypeError, ValueError):
            return super().bound_data(data, initial)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is in force, and the address without it."""

    label: str
    value: str
    query: str


class FilterForm(BaseForm):
    """Nonsense in the address narrows nothing."""

    q = PlainTextField(
        label=_("Search"),
        max_length=LETTER_LENGTH,
        required=False,
        help_text=_("Names, letter and order numbers, tracking codes, parts of them; or a whole national ID"),
    )
    process = forms.ChoiceField(label=_("Process"), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False)
    concern = forms.ChoiceField(label=_("Mine"), required=False, choices=[ALL, *Concern.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ALL, *CaseStatus.choices])
    office = forms.ChoiceField(label=_("Office"), required=False, widget=LongSelect)
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("Latest received first")), ("due", _("Late first"))]
    )
    late = forms.BooleanField(label=_("Only late ones"), required=False)
    overdue = forms.BooleanField(label=_("Only those past a statutory limit"), required=False)
    suspended = forms.BooleanField(label=_("Only suspended ones"), required=False)
    received_from = DayField(label=_("Received from"), required=False, help_text="")
    received_to = DayField(label=_("Received until"), required=False, help_text="")
    ended_from = DayField(label=_("Ended from"), required=False, help_text="")
    ended_to = DayField(label=_("Ended until"), required=False, help_text="")

    def __init__(
        self,
        given: QueryDict,
        *,
        processes: list[Published],
        offices: list[Organization],
        address: QueryDict | None = None,
    ) -> None:
        super().__init__(given)
        self._address = given if address is None else address
        self._processes = {published.key: published for published in processes}
        self._offices = {office.code: office for office in offices}
        names = [(published.key, str(published.definition.name)) for published in processes]
        chosen = self._processes.get(str(self.data.get("process", "")))
        steps = [(step.key, str(step.name)) for step in chosen.definition.steps] if chosen else []
        offered = {
            "process": names,
            "step": steps,
            "office": [(code, each.name) for code, each in self._offices.items()],
        }
        for field, choices in offered.items():
            self.fields[field].choices = [ALL, *choices]  # type: ignore[attr-defined]

    def of(self, view: SavedView) -> "FilterForm":
        """The same form as a kept view fills it in."""
        given = QueryDict(view.query)
        return FilterForm(given, processes=[*self._processes.values()], offices=[*self._offices.values()])

    def found(self) -> dict[str, Any]:
        """The filters that make sense."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)}

    @property
    def has_offices(self) -> bool:
        return len(self._offices) > 1

    @property
    def is_narrowed_further(self) -> bool:
        return bool(set(self.found()) - set(ALWAYS_SEEN))

    def filters(self, today: date) -> Filters:
        found = self.found()
        process = self._processes.get(found.pop("process", ""))
        office = self._offices.get(found.pop("office", ""))
        return Filters(
            process_id=process.id if process else None,
            office_path=office.path if office else "",
            by_due_date=found.pop("order", "") == "due",
            text=found.pop("q", ""),
            today=today,
            **found,
        )

    def query(self, *, without: tuple[str, ...] = ()) -> str:
        """The filters as they stand in the address."""
        found = {name: value for name, value in self.found().items() if name not in without}
        if "q" in found:
            found["q"] = self._address["q"]
        return urlencode({name: "on" if value is True else value for name, value in found.items()})

    def chips(self) -> list[Chip]:
        """Without its process a step means nothing; how the list is ordered takes nothing away."""
        return [
            Chip(
                str(self.fields[name].label),
                self._in_words(name, value),
                self.query(without=("process", "step") if name == "process" else (name,)),
            )
            for name, value in self.found().items()
            if name != "order"
        ]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return short_date(value)
        if value is True:
            return ""
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


class SavedViewForm(BaseForm):
    name = PlainTextField(label=_("Name of the view"), max_length=VIEW_NAME_LENGTH)
    query = forms.CharField(widget=forms.HiddenInput, required=False)


def words_of_view(form: FilterForm, view: SavedView) -> str:
    """What a kept view narrows the list to; what it can narrow no longer is left out."""
    return " · ".join(chip.label if not chip.value else f"{chip.label}: {chip.value}" for chip in form.of(view).chips())
