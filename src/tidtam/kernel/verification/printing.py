"""The form that a person signs, and their supervisor."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, pgettext

from tidtam.kernel.people.models import Person
from tidtam.thai import dates
from tidtam.web.paper import typeset

from .facts import Declared
from .models import VerificationRequest
from .presenting import declared_rows, person_rows

_TEMPLATE = Path(__file__).parent / "papers" / "form.typ"
_STAND_IN = "\u25a1"


def print_form(request: VerificationRequest, person: Person, declared: Declared, at: datetime) -> bytes:
    """Filled in as declared, in the language that is active; the number whole: the paper vouches for it."""
    language = get_language() or "th"
    office = request.organization.name if request.organization else ""
    said = [*person_rows(person), *declared_rows(declared, whole=True)]
    facts = {
        "language": language,
        "title": pgettext("verification form", "Request to verify an account"),
        "office": settings.ENVIRONMENT.office_name or office,
        "page": pgettext("verification form", "Page"),
        "rows": [[pgettext("verification form", "Office"), office], *([str(a), str(b)] for a, b in said)],
        "statement": responsibility(),
        "person": pgettext("verification form", "The person who asks"),
        "supervisor": pgettext("verification form", "The supervisor, who confirms that this person serves here"),
        "lines": [
            pgettext("verification form", "Signature"),
            pgettext("verification form", "Name in clear"),
            pgettext("verification form", "Position"),
            pgettext("verification form", "Date"),
        ],
        "made": pgettext(
            "verification form", "Printed %(moment)s. Sign it, have it signed, and attach a scan or photo."
        )
        % {"moment": dates.format_datetime_long(at, language)},
    }
    return typeset(_TEMPLATE, facts, made_at=at, stand_in=_STAND_IN)


def responsibility() -> str:
    return pgettext(
        "verification form",
        "I confirm that what I declare and attach is true. Whoever gives information is responsible for it under the "
        "law in every case; to give false information to an official is an offence under section 137 of the Criminal "
        "Code.",
    )
