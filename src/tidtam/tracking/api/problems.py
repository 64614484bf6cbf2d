"""What a client is told when a call does not succeed: problem details of RFC 9457, in one shape for every mistake."""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import HttpError, ValidationError

from tidtam.kernel.actor import NotAllowed, Outdated, Refused
from tidtam.web.errors import reference_of

logger = logging.getLogger("tidtam.api")

MEDIA_TYPE = "application/problem+json"
Text = str | Promise

KINDS: dict[str, tuple[int, Promise]] = {
    "bad_request": (400, gettext_lazy("The request cannot be understood.")),
    "idempotency_key_missing": (400, gettext_lazy("The header Idempotency-Key is missing or too long.")),
    "unauthorized": (401, gettext_lazy("A valid token is needed.")),
    "insufficient_scope": (403, gettext_lazy("The token does not reach this far.")),
    "not_allowed": (403, gettext_lazy("The client's role does not allow this.")),
    "not_found": (404, gettext_lazy("There is nothing here for this client.")),
    "method_not_allowed": (405, gettext_lazy("This address does not take this method.")),
    "not_acceptable": (406, gettext_lazy("Answers come as JSON only.")),
    "key_in_use": (409, gettext_lazy("A request with the same Idempotency-Key is being worked on.")),
    "of_product": (409, gettext_lazy("This is done in the product's own way.")),
    "outdated": (412, gettext_lazy("The matter has changed since it was read.")),
    "too_large": (413, gettext_lazy("The request is too large.")),
    "unsupported_media_type": (415, gettext_lazy("Requests come as JSON only, files as multipart/form-data.")),
    "invalid": (422, gettext_lazy("Something in the request is wrong.")),
    "refused": (422, gettext_lazy("The request makes sense, but cannot be carried out.")),
    "key_reused": (422, gettext_lazy("This Idempotency-Key was used for another request.")),
    "version_missing": (428, gettext_lazy("The header If-Match with the version that was read is missing.")),
    "too_many": (429, gettext_lazy("The client calls too often.")),
    "failed": (500, gettext_lazy("Something went wrong on our side.")),
    "unavailable": (503, gettext_lazy("The service is not available at the moment.")),
}
"""Every kind of problem there is: its name in `type`, its status, its title."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a request."""

    pointer: str
    """Where, as a JSON pointer into the body; `#query/…` or `#header/…` for the rest of the request."""
    detail: Text
    code: str


class Problem(Exception):
    """A call that ends with this problem."""

    def __init__(
        self,
        kind: str,
        detail: Text = "",
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    status, title = KINDS[problem.kind]
    reference = reference_of(request)
    body: dict[str, Any] = {
        "type": f"{settings.ENVIRONMENT.base_url}{reverse('tracking_api:docs')}#problem-{problem.kind}",
        "title": str(title),
        "status": status,
        "instance": f"urn:tidtam:request:{reference}",
        "reference": reference,
    }
    if problem.detail:
        body["detail"] = str(problem.detail)
    if problem.faults:
        body["errors"] = [{"pointer": f.pointer, "detail": str(f.detail), "code": f.code} for f in problem.faults]
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=problem.headers)


def problem_of(request: HttpRequest, error: Exception) -> Problem:  # noqa: PLR0911 - one line for each kind of error
    """What an error means to the client."""
    match error:
        case Problem():
            return error
        case Http404():
            return Problem("not_found")
        case Outdated():
            return Problem("outdated", error.message)
        case NotAllowed():
            return Problem("not_allowed", error.message)
        case Refused():
            faults = [Fault(f"#/{error.field}", error.message, error.code)] if error.field else []
            return Problem("refused", error.message, faults=faults)
        case ValidationError():
            return Problem("invalid", faults=[_fault(found) for found in error.errors])
        case HttpError() if error.status_code == 400:
            return Problem("bad_request", _("The body is not JSON."))
        case OperationalError() | InterfaceError():
            logger.error("call failed for want of a database", exc_info=error, extra=_marks(request))
            return Problem("unavailable", headers={"Retry-After": "60"})
        case _:
            logger.error("call failed", exc_info=error, extra=_marks(request))
            return Problem("failed", _("Tell the office the reference; the log has it."))


def _marks(request: HttpRequest) -> dict[str, str]:
    return {"request_id": getattr(request, "request_id", "")}


def _fault(found: dict[str, Any]) -> Fault:
    """pydantic's words say what is wrong and never repeat what was sent."""
    source, *path = (str(part) for part in found["loc"])
    # ninja names the function's argument first; clients know nothing of it.
    inside = path[1:] if source == "body" else path
    pointer = "/".join(part.replace("~", "~0").replace("/", "~1") for part in inside)
    return Fault(f"#/{pointer}" if source == "body" else f"#{source}/{pointer}", found["msg"], found["type"])
