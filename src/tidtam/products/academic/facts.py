"""The facts of a request as they travel from the form to the action, and what is still missing of them."""

from copy import copy
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.choices import Fact
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.structure import Dossier
from tidtam.thai.dates import format_short


@dataclass(frozen=True)
class RequestFacts:
    letter_no: str
    identifier_kind: str
    identifier_number: str
    """Empty means: as it was."""
    applicant_title: str
    applicant_given_name: str
    applicant_family_name: str
    position: str
    method: str
    field_code: str
    field_name: str
    subfield_name: str
    coordinator_name: str
    coordinator_phone: str
    coordinator_email: str


FIELDS_OF: dict[Fact, tuple[str, ...]] = {
    Fact.LETTER_NO: ("letter_no",),
    Fact.APPLICANT: ("applicant_title", "applicant_given_name", "applicant_family_name"),
    Fact.IDENTIFIER: (),
    Fact.POSITION: ("position", "method"),
    Fact.FIELD: ("field_code", "field_name", "subfield_name"),
    Fact.INSTITUTION: (),
    Fact.COORDINATOR_NAME: ("coordinator_name",),
    Fact.COORDINATOR_PHONE: ("coordinator_phone",),
    Fact.COORDINATOR_EMAIL: ("coordinator_email",),
    Fact.DOCUMENTS: (),
}
"""Where the request says each of its facts; the others do not change once it was sent, or come on paper."""


def sent_facts(request: AcademicRequest) -> dict[str, str]:
    """What the request says, to be kept with an edition."""
    return {name: getattr(request, name) for names in FIELDS_OF.values() for name in names}


def as_it_said(request: AcademicRequest, facts: dict[str, str]) -> AcademicRequest:
    """The request with the facts of one of its editions, to be shown and never saved."""
    then = copy(request)
    for name, value in facts.items():
        setattr(then, name, value)
    return then


@dataclass(frozen=True)
class Missing:
    fact: Fact
    form_field: str
    text: str | Promise


def missing_facts(request: AcademicRequest) -> list[Missing]:
    """What must still be entered before the request can be sent; nothing, when it is complete."""
    checks = (
        (request.letter_no, Fact.LETTER_NO, "letter_no", _("Enter the number of the institution's letter.")),
        (
            request.applicant_given_name and request.applicant_family_name,
            Fact.APPLICANT,
            "applicant_given_name",
            _("Enter the applicant's first name and last name."),
        ),
        (
            request.person_id,
            Fact.IDENTIFIER,
            "identifier_number",
            _("Enter the applicant's national ID or passport number."),
        ),
        (
            request.field_code and request.field_name,
            Fact.FIELD,
            "field",
            _("Enter the field of study and its 4-digit code."),
        ),
        (
            request.coordinator_name,
            Fact.COORDINATOR_NAME,
            "coordinator_name",
            _("Enter the name of the coordinator."),
        ),
        (
            request.coordinator_phone,
            Fact.COORDINATOR_PHONE,
            "coordinator_phone",
            _("Enter the coordinator's telephone number."),
        ),
        (
            request.coordinator_email,
            Fact.COORDINATOR_EMAIL,
            "coordinator_email",
            _("Enter the coordinator's e-mail address."),
        ),
    )
    return [Missing(fact, field, text) for value, fact, field, text in checks if not value]


def dossier_beginning(request: AcademicRequest, today: date) -> Dossier:
    """What a dossier need not be told again."""
    asked = {
        "position": request.position,
        "method": request.method,
        "institution": request.organization.name,
        "field_code": request.field_code,
        "field_name": request.field_name,
        "subfield_name": request.subfield_name,
        "begun_on": format_short(today),
    }
    applicant = {
        "prefix": request.applicant_title,
        "given_name": request.applicant_given_name,
        "family_name": request.applicant_family_name,
    }
    return made_of(
        {
            "request": {name: value for name, value in asked.items() if value},
            "applicant": {name: value for name, value in applicant.items() if value},
        }
    )
