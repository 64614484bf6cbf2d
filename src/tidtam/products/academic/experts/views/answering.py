"""What the pages here share: who may come, and what a form that was sent leads to."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.products.academic.experts.policies import OFFICERS
from tidtam.web.errors import add_refusal

T = TypeVar("T")

officers = officer_required(*OFFICERS)
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
