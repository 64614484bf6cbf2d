"""What was typed, as the forms show it again and as the last step lists it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.thai import dates, mobile, national_id

from .models import Draft

_FIRST_INVENTED, _INVENTED = 700_000_000, 100_000_000
Line = tuple[str | Promise, str, str]
"""The name of a thing, what it is, and the step at which it is changed."""


def answers_as_typed(draft: Draft, language: str) -> dict[str, Any]:
    """Never a secret: a password or the code on the card is typed anew, or not at all."""
    shown = {name: value for name, value in draft.answers.items() if name != "password_hash"}
    if draft.answer("citizen_id"):
        shown["citizen_id"] = national_id.display(draft.answer("citizen_id"))
        shown["birth_date"] = dates.format_numeric(dates.parse_date(draft.answer("birth_date")), language)
    if draft.answer("mobile"):
        shown["mobile"] = mobile.display(draft.answer("mobile"))
    shown["agree"] = bool(draft.answer("terms"))
    return shown


def invented_number(draft: Draft) -> str:
    """Of the reserved series, and the same for one registration: nobody types the number of a real card here."""
    return national_id.display(national_id.demo_number(_FIRST_INVENTED + draft.id.int % _INVENTED))


def answers_to_review(draft: Draft, language: str) -> list[Line]:
    shown = answers_as_typed(draft, language)
    name = " ".join(filter(None, (shown["given_name"], shown["middle_name"], shown["family_name"])))
    born = dates.format_long(dates.parse_date(draft.answer("birth_date")), language)
    return [
        (_("National ID number"), shown["citizen_id"], "details"),
        (_("Full name"), name, "details"),
        (_("Date of birth"), born, "details"),
        (_("User name"), shown["username"], "account"),
        (_("Mobile number"), shown["mobile"], "mobile"),
    ]
