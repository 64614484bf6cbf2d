"""Who comes to which page, and what every page with a form does."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic.models import AcademicRequest
from tidtam.web.errors import add_refusal

T = TypeVar("T")

either_side = officer_required(Role.INSTITUTION_OFFICER, Role.MINISTRY_CASE_OFFICER)
institution_only = officer_required(Role.INSTITUTION_OFFICER)
ministry_only = officer_required(Role.MINISTRY_CASE_OFFICER)
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def done(form: BaseForm, act: Callable[[], T]) -> T | None:
    """What the action gave; nothing, with the reason in the form, if it was refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        add_refusal(form, refused)
        return None


def to_detail(request: ActorRequest, item: AcademicRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("academic:request_detail", item.id)


def no_longer(request: ActorRequest, item: AcademicRequest) -> HttpResponse:
    messages.warning(request, _("The request has moved on meanwhile, so that this cannot be done with it now."))
    return redirect("academic:request_detail", item.id)
