"""What a person sees when something cannot be done, and how a refusal finds its field."""

import sys
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .navigation import Text

# Of the request's id, as many letters as one can read out; the log is searched by this beginning.
_READ_OUT = 10


def reference_of(request: HttpRequest) -> str:
    """The number under which a request stands in the log; empty where nothing gave it one."""
    return str(getattr(request, "request_id", ""))[:_READ_OUT]


class Refusal(Protocol):
    """The kernel's `Refused`, as far as a page needs it."""

    @property
    def message(self) -> Text: ...
    @property
    def code(self) -> str: ...
    @property
    def field(self) -> str | None: ...


def add_refusal(form: BaseForm, refused: Refusal) -> None:
    """Show what an action refused beside its field, or above the form if it has none there."""
    field = refused.field if refused.field in form.fields else None
    # The text is ready to be read; a per cent sign in it is one.
    form.add_error(field, ValidationError(str(refused.message), code=refused.code))


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, f"web/errors/{template}.html", {"reference": reference_of(request)}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _bare_page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "csrf", 403)


def _bare_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without navigation, session or database: any of them may be what failed."""
    environment = settings.ENVIRONMENT
    context = {
        "reference": reference_of(request),
        "office_name": environment.office_name,
        "is_demonstration": environment.is_demonstration,
    }
    return HttpResponse(render_to_string(f"web/errors/{template}.html", context), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    # Django has logged it, with its trace, under the request's id.
    failure = sys.exc_info()[0]
    if failure is not None and issubclass(failure, (OperationalError, InterfaceError)):
        return maintenance(request)
    return _bare_page(request, "500", 500)


def maintenance(request: HttpRequest) -> HttpResponse:
    response = _bare_page(request, "maintenance", 503)
    response.headers["Retry-After"] = "300"
    return response


# The kernel opens no transaction for a view marked so: this page must come when the database does not.
maintenance.own_transactions = True  # type: ignore[attr-defined]
