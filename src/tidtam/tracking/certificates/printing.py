"""The paper itself."""

import io
from datetime import datetime
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, pgettext

from tidtam.thai import dates
from tidtam.web.paper import typeset

from .facts import Stated

_TEMPLATE = Path(__file__).parent / "paper" / "certificate.typ"
_GROUP = 7


def print_certificate(stated: Stated, code: str, issued_at: datetime) -> bytes:
    """The PDF, in the language that is active."""
    language = get_language() or "th"
    url = verification_url(code)
    facts = {
        "language": language,
        "title": pgettext("certificate", "Certificate of the status of a matter"),
        "office": settings.ENVIRONMENT.office_name or stated.office,
        "page": pgettext("certificate", "Page"),
        "rows": stated.rows,
        "steps_title": pgettext("certificate", "Steps up to the day of issue"),
        "steps_head": [
            pgettext("certificate", "No."),
            pgettext("certificate", "Step"),
            pgettext("certificate", "Date"),
            pgettext("certificate", "Status"),
        ],
        "steps": [
            [str(step.number), step.title, dates.format_short(day, language), step.status_text]
            for step in stated.steps
            if (day := step.date)
        ],
        "issued": pgettext("certificate", "Issued on %(moment)s")
        % {"moment": dates.format_datetime_long(issued_at, language)},
        "how": pgettext(
            "certificate",
            "Issued by the tracking system on the request of the person concerned; it states the matter as it stood at "
            "that moment. To verify it, scan the code or open the address below: the page says whether this paper is "
            "genuine and whether the matter has changed since.",
        ),
        "code_label": pgettext("certificate", "Verification code"),
        "code": grouped(code),
        "url": url,
        "qr": _qr_code(url),
        "qr_words": pgettext("certificate", "QR code of the page on which this paper is verified"),
    }
    return typeset(_TEMPLATE, facts, made_at=issued_at)


def verification_url(code: str) -> str:
    return f"{settings.ENVIRONMENT.base_url}{reverse('certificate_verify', args=[code])}"


def grouped(code: str) -> str:
    """Easier to read off and to type."""
    return "-".join(code[place : place + _GROUP] for place in range(0, len(code), _GROUP))


def _qr_code(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
