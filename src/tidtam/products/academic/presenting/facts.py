"""The facts of a request in words, and where each is entered."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tidtam.products.academic.choices import Fact
from tidtam.products.academic.models import AcademicRequest
from tidtam.thai import names

Text = str | Promise

FORM_FIELD_OF = {
    Fact.LETTER_NO: "letter_no",
    Fact.APPLICANT: "applicant_given_name",
    Fact.IDENTIFIER: "identifier_number",
    Fact.POSITION: "position",
    Fact.FIELD: "field",
    Fact.COORDINATOR_NAME: "coordinator_name",
    Fact.COORDINATOR_PHONE: "coordinator_phone",
    Fact.COORDINATOR_EMAIL: "coordinator_email",
}
"""Where each fact is entered; the institution is the officer's own, and documents come with the letter."""


def applicant_name(item: AcademicRequest) -> str:
    name = names.full_name(item.applicant_title, item.applicant_given_name, item.applicant_family_name)
    return name or _("(no name yet)")


def fact_values(item: AcademicRequest, masked_number: str) -> dict[Fact, str]:
    field = " ".join(part for part in (item.field_code, item.field_name) if part)
    subfield = _("subfield %(name)s") % {"name": item.subfield_name} if item.subfield_name else ""
    return {
        Fact.LETTER_NO: item.letter_no,
        Fact.APPLICANT: names.full_name(item.applicant_title, item.applicant_given_name, item.applicant_family_name),
        Fact.IDENTIFIER: masked_number,
        Fact.POSITION: f"{item.get_position_display()} ({item.get_method_display()})",
        Fact.FIELD: ", ".join(part for part in (field, subfield) if part),
        Fact.INSTITUTION: item.organization.name,
        Fact.COORDINATOR_NAME: item.coordinator_name,
        Fact.COORDINATOR_PHONE: item.coordinator_phone,
        Fact.COORDINATOR_EMAIL: item.coordinator_email,
    }


def link_to(item: AcademicRequest, fact: Fact) -> str:
    return f"{reverse('academic:request_change', args=[item.id])}#id_{FORM_FIELD_OF.get(fact, 'letter_no')}"
