"""What the views of this product have in common: an action tried, its refusal shown, the way on."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.personnel.groups import Group
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.web.errors import add_refusal
from tidtam.web.forms import BaseForm

Made = TypeVar("Made")

page_with_form = require_http_methods(["GET", "HEAD", "POST"])
IN_ORDER = "on"
"""In the address of a page of questions: they are asked one after the other; else one of them is changed."""
office_only = officer_required(Role.HR_OFFICER)


def done(form: BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the action made; nothing, with the reason in the form, if it was refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        add_refusal(form, refused)
        return None


def to_detail(request: ActorRequest, item: PersonnelRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("personnel:request_detail", item.pk)


def no_longer(request: ActorRequest, item: PersonnelRequest) -> HttpResponse:
    messages.warning(request, _("The request has moved on meanwhile, so that this cannot be done with it now."))
    return redirect("personnel:request_detail", item.pk)


def onward(request: ActorRequest, item: PersonnelRequest, following: Group | None) -> HttpResponse:
    """To the next questions, or to the whole request when all were asked."""
    if following:
        return redirect(f"{reverse('personnel:request_fill', args=[item.pk, following.key])}?{IN_ORDER}=1")
    return to_detail(request, item, _("Everything is saved. Look it through, then hand it in."))
