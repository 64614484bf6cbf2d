from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.actor import new_id
from tidtam.kernel.fields.forms import FieldChoice, FieldOfStudyField
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.rulebook.choices import Position
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField, VersionField

from .choices import Means, Relation, Reply, Seat, Status
from .facts import ApproachFacts, Degree, ExpertFacts, PolicyFacts
from .models import LINE_LENGTH, NAME_LENGTH, Expert
from .queries import Sought

_DEGREES = range(1, 5)
_DEGREE_FIELDS = {
    "degree": "degree",
    "field_name": "degree_field",
    "institution": "degree_institution",
    "country": "degree_country",
    "completed": "degree_year",
}
"""What is kept of a degree, and the field in which it is entered."""
_ANY = [("", _("All"))]


class SearchForm(BaseForm):
    words = PlainTextField(label=_("Name or expertise"), max_length=100, required=False)
    field = FieldOfStudyField(label=_("Field of study"), required=False)
    institution = PlainTextField(label=_("Institution"), max_length=100, required=False)
    position = forms.ChoiceField(label=_("Position"), choices=[*_ANY, *Position.choices], required=False)

    def sought(self) -> Sought:
        """What can be searched for; what is not understood is left out and said beside its field."""
        self.full_clean()
        given = self.cleaned_data
        field: FieldChoice = given.get("field") or FieldChoice()
        return Sought(given.get("words", ""), field.code, given.get("institution", ""), given.get("position", ""))


def _degree_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for number in _DEGREES:
        parts = (
            ("degree", _("Degree in full")),
            ("degree_field", _("Field of the degree")),
            ("degree_institution", _("Institution of the degree")),
            ("degree_country", _("Country")),
            ("degree_year", _("Year of completion")),
        )
        for name, label in parts:
            text = format_lazy("{label} ({number})", label=label, number=number)
            fields[f"{name}_{number}"] = PlainTextField(label=text, max_length=LINE_LENGTH, required=False)
    return fields


def _position_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for position in Position:
        of = format_lazy("{label}: {position}", label=_("Field of study"), position=position.label)
        on = format_lazy("{label}: {position}", label=_("Appointed on"), position=position.label)
        fields[f"{position}_field"] = FieldOfStudyField(label=of, required=False)
        fields[f"{position}_on"] = ThaiDateField(label=on, required=False)
    return fields


class ExpertForm(BaseForm):
    """An expert's record. Only the name must be there; what an approval needs is asked for when it is requested."""

    version = VersionField(required=False)
    title = PlainTextField(label=_("Title before the name"), max_length=60, required=False)
    given_name = PlainTextField(label=_("First name"), max_length=NAME_LENGTH)
    family_name = PlainTextField(label=_("Last name"), max_length=NAME_LENGTH, required=False)
    given_name_en = PlainTextField(label=_("First name in English"), max_length=NAME_LENGTH, required=False)
    family_name_en = PlainTextField(label=_("Last name in English"), max_length=NAME_LENGTH, required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    institution_name = PlainTextField(
        label=_("Institution that is not in the list"), max_length=LINE_LENGTH, required=False
    )
    status = forms.ChoiceField(
        label=pgettext_lazy("person", "Status"),
        choices=[("", _("Not known")), *Status.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    status_changed_on = ThaiDateField(label=_("Changed the status to employee on"), required=False)
    status_file = forms.FileField(label=_("Evidence of the change of status"), required=False)
    expertise = PlainTextArea(label=_("Expertise"), required=False)
    listed_on = ThaiDateField(
        label=_("On the list of the commission of"), help_text=_("The date of the list."), required=False
    )
    approval_no = PlainTextField(label=_("Approved by letter or meeting"), max_length=LINE_LENGTH, required=False)
    approved_on = ThaiDateField(label=_("Date of the approval"), required=False)
    approval_file = forms.FileField(label=_("Evidence of the approval"), required=False)

    def __init__(
        self,
        *args: Any,
        institutions: Iterable[Organization] = (),
        keepers: Sequence[Organization] = (),
        **kwargs: Any,
    ) -> None:
        """With keepers the form takes somebody up; without, it changes a record."""
        super().__init__(*args, **kwargs)
        self.fields |= {**_position_fields(), **_degree_fields()}
        self._institutions = {str(each.pk): each for each in institutions}
        self._keepers = {str(each.pk): each for each in keepers}
        choices = [("", _("Not in the list")), *((key, each.name) for key, each in self._institutions.items())]
        self.fields["institution"].choices = choices  # type: ignore[attr-defined]
        for position in Position:
            kept = self.initial.get(f"{position}_field", FieldChoice())
            self.fields[f"{position}_field"].kept = kept  # type: ignore[attr-defined]
        if keepers:
            self.fields["expert_id"] = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
            self.fields["keeper"] = self._keeper_field()
        else:
            self.fields["version"].required = True

    def _keeper_field(self) -> forms.Field:
        choices = [(key, each.name) for key, each in self._keepers.items()]
        only = len(choices) == 1
        return forms.ChoiceField(
            label=_("Office that keeps the record"),
            choices=choices,
            initial=choices[0][0],
            widget=forms.HiddenInput if only else forms.Select,
        )

    def clean_keeper(self) -> Organization:
        return self._keepers[self.cleaned_data["keeper"]]

    def sections(self) -> list[tuple[str | Promise, list[BoundField]]]:
        positions = [self[name] for position in Position for name in (f"{position}_field", f"{position}_on")]
        return [
            (_("Name"), self._bound("title", "given_name", "family_name", "given_name_en", "family_name_en")),
            (_("Institution and status"), self._bound("institution", "institution_name", "status")),
            (_("Change of status"), self._bound("status_changed_on", "status_file")),
            (_("Academic positions"), positions),
            (_("Expertise"), self._bound("expertise")),
            (_("Education"), [self[f"{part}_{number}"] for number in _DEGREES for part in _DEGREE_FIELDS.values()]),
            (_("List or approval"), self._bound("listed_on", "approval_no", "approved_on", "approval_file")),
        ]

    def _bound(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names]

    def facts(self) -> ExpertFacts:
        given = self.cleaned_data
        same = {name: given[name] for name in ExpertFacts.__dataclass_fields__ if name in given}
        institution = self._institutions.get(given["institution"])
        return ExpertFacts(
            **{
                **same,
                "institution": institution,
                "institution_name": "" if institution else given["institution_name"],
                "appointments": self._appointments(),
                "education": self._education(),
            }
        )

    def uploads(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("status_file", "approval_file")}

    def _appointments(self) -> list[dict[str, str]]:
        found = []
        for position in Position:
            field: FieldChoice = self.cleaned_data[f"{position}_field"]
            day = self.cleaned_data[f"{position}_on"]
            if field or day:
                found.append(
                    {
                        "position": position.value,
                        "field_code": field.code,
                        "field_name": field.name,
                        "appointed_on": day.isoformat() if day else "",
                    }
                )
        return found

    def _education(self) -> list[Degree]:
        found = []
        for number in _DEGREES:
            row = {part: self.cleaned_data[f"{name}_{number}"] for part, name in _DEGREE_FIELDS.items()}
            if any(row.values()):
                found.append(cast(Degree, row))
        return found


def initial_of(expert: Expert) -> dict[str, Any]:
    """What the form shows of a kept record."""
    values: dict[str, Any] = {name: getattr(expert, name) for name in ExpertFacts.__dataclass_fields__}
    values |= {"institution": str(expert.institution_id or ""), "version": expert.version}
    for appointment in values.pop("appointments"):
        position = appointment["position"]
        values[f"{position}_field"] = FieldChoice(appointment["field_code"], appointment["field_name"])
        values[f"{position}_on"] = appointment["appointed_on"]
    for number, row in enumerate(values.pop("education"), 1):
        values |= {f"{name}_{number}": row.get(part, "") for part, name in _DEGREE_FIELDS.items()}
    return values


class VersionForm(BaseForm):
    version = VersionField()


class MemberForm(BaseForm):
    expert = forms.UUIDField(widget=forms.HiddenInput)
    seat = forms.ChoiceField(label=_("Seat"), choices=Seat.choices, initial=Seat.MEMBER, widget=forms.RadioSelect)
    relation = forms.ChoiceField(
        label=_("What is known of the expert and the applicant"),
        choices=[(each.value, each.label) for each in Relation],
        required=False,
        widget=forms.RadioSelect,
    )


class RemoveForm(BaseForm):
    """Asked once more, because the record of approach leaves the page with the expert."""


class AnswerForm(BaseForm):
    reason = PlainTextArea(label=_("Reason of the institution"))
    file = forms.FileField(label=_("Evidence"), required=False)


class ApproachForm(BaseForm):
    approach_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    approached_on = ThaiDateField(label=_("Approached on"))
    means = forms.ChoiceField(label=_("Way"), choices=Means.choices, widget=forms.RadioSelect)
    approached_by = PlainTextField(label=_("Approached by"), max_length=LINE_LENGTH)
    reply = forms.ChoiceField(label=_("Answer"), choices=Reply.choices, initial=Reply.WAITING, widget=forms.RadioSelect)
    replied_on = ThaiDateField(label=_("Answered on"), required=False)
    remark = PlainTextArea(label=_("Remark"), required=False, rows=3)
    file = forms.FileField(label=_("Record of the approach"), required=False)

    def facts(self) -> ApproachFacts:
        return ApproachFacts(**{name: self.cleaned_data[name] for name in ApproachFacts.__dataclass_fields__})


class ReasonsForm(VersionForm):
    not_listed = PlainTextArea(label=_("Why no listed expert can be appointed"), required=False)
    lower_position = PlainTextArea(
        label=_("Why an expert of a lower position than the one requested is proposed"), required=False
    )
    request_form = forms.FileField(label=_("Request form of the applicant"), required=False)


class ApprovalForm(VersionForm):
    letter_no = PlainTextField(label=_("Number of the institution's letter to the ministry"), max_length=100)


class PolicyForm(BaseForm):
    opens_names = forms.BooleanField(label=_("Applicants may read the names of the experts"), required=False)
    opens_from = ThaiDateField(
        label=_("Of committees begun on or after"), help_text=_("Only where the names are open."), required=False
    )
    members_least = forms.IntegerField(label=_("Experts at least"), min_value=1, max_value=30, required=False)
    members_most = forms.IntegerField(label=_("Experts at most"), min_value=1, max_value=30, required=False)
    inside_most = forms.IntegerField(
        label=_("Of the institution itself at most"), min_value=0, max_value=30, required=False
    )
    decided_by = PlainTextField(
        label=_("Decided by"), help_text=_("The resolution or order of the institution."), max_length=LINE_LENGTH
    )

    def __init__(self, *args: Any, institutions: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._institutions = {str(each.pk): each for each in institutions}
        choices = [(key, each.name) for key, each in self._institutions.items()]
        own = forms.ChoiceField(
            label=_("Institution"),
            choices=choices,
            initial=choices[0][0] if len(choices) == 1 else None,
            widget=forms.HiddenInput if len(choices) == 1 else forms.Select,
        )
        self.fields = {"institution": own, **self.fields}

    def clean_institution(self) -> Organization:
        return self._institutions[self.cleaned_data["institution"]]

    def facts(self) -> PolicyFacts:
        return PolicyFacts(**{name: self.cleaned_data[name] for name in PolicyFacts.__dataclass_fields__})
