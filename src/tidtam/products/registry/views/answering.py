"""What the views of this product have in common: an action tried, its refusal shown, who may come in."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.registry.models import Entry
from tidtam.web.errors import add_refusal
from tidtam.web.forms import BaseForm

Made = TypeVar("Made")

page_with_form = require_http_methods(["GET", "HEAD", "POST"])
recorders_only = officer_required(Role.INSTITUTION_OFFICER)
approvers_only = officer_required(Role.REGISTER_APPROVER)
officers_only = officer_required(Role.INSTITUTION_OFFICER, Role.REGISTER_APPROVER)


def done(form: BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the action made; nothing, with the reason in the form, if it was refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        add_refusal(form, refused)
        return None


def to_entry(request: ActorRequest, entry: Entry, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("registry:entry", entry.pk)


def no_longer(request: ActorRequest, entry: Entry) -> HttpResponse:
    messages.warning(request, _("The entry has moved on meanwhile, so that this cannot be done with it now."))
    return redirect("registry:entry", entry.pk)
