"""The official letter that brings a token to an agency."""

import io
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.kernel.orgs.choices import ContactMatter
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import contacts_of
from tidtam.thai import dates
from tidtam.web.paper import typeset

from .models import AgencyToken
from .queries import central_group_of
from .written_token import written

_TEMPLATE = Path(__file__).parent / "paper" / "token.typ"


def print_letter(actor: Actor, token: AgencyToken, secret: str) -> bytes:
    """In Thai, as all official letters are; with the token in groups and a picture of the address, not of the token."""
    agency, office = token.organization, central_group_of(actor, token.organization)
    url = f"{settings.ENVIRONMENT.base_url}{reverse('agencies:enter')}"
    sender = settings.ENVIRONMENT.office_name or (office.name_th if office else "")
    facts = {
        "office": sender,
        "letter_no": token.letter_no,
        "date": dates.format_long(date_in_bangkok(token.issued_at), "th"),
        "agency": agency.name_th,
        "token": written(secret),
        "until": dates.format_datetime_long(token.expires_at, "th"),
        "url": url,
        "qr": _picture(url),
        "contacts": _contacts(office) if office else [],
    }
    return typeset(_TEMPLATE, facts, made_at=token.issued_at, stand_in="?")


def _contacts(office: Organization) -> list[str]:
    """Whom to ask about service points; where nobody is named for them, whoever the office names."""
    known = list(contacts_of(office))
    fitting = [each for each in known if each.matter == ContactMatter.SERVICE_POINTS] or known
    return [" ".join(filter(None, (each.label_th, each.phone, each.email))) for each in fitting[:3]]


def _picture(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
