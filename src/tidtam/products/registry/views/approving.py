"""The ministry's part: one entry approved, or those that were chosen on the list."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.registry import actions, policies
from tidtam.products.registry import content as contents
from tidtam.products.registry.forms import VersionForm
from tidtam.products.registry.queries import entries as queries

from .answering import approvers_only, done, no_longer, page_with_form, to_entry

_CHOSEN = re.compile(r"([0-9a-f-]{36}):(\d{1,9})")
_MOST_CHOSEN = 100


@page_with_form
@approvers_only
def entry_approve(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    approved = done(form, lambda: actions.approve_entry(request.actor, found, version=form.cleaned_data["version"]))
    if approved:
        return to_entry(request, approved, _("Approved. The public register shows it from now on."))
    if not form.is_bound and not policies.can_approve(request.actor, found):
        return no_longer(request, found)
    content = contents.unseal(found.person_id, found.sealed)
    context = {
        "form": form,
        "heading": _("Approve the entry of %(name)s?") % {"name": content.name},
        "consequence": _(
            "Name, positions, fields, institution and dates become public. The history keeps the approval."
        ),
        "submit_text": _("Approve"),
        "cancel_url": "../",
    }
    return render(request, "web/confirm.html", context)


@require_POST
@approvers_only
def approve_chosen(request: ActorRequest) -> HttpResponse:
    chosen = [_CHOSEN.fullmatch(given) for given in request.POST.getlist("chosen")[:_MOST_CHOSEN]]
    approved, left = actions.approve_many(
        request.actor, [(UUID(match[1]), int(match[2])) for match in chosen if match and _is_id(match[1])]
    )
    if approved:
        messages.success(request, _("Entries approved: %(number)s.") % {"number": approved})
    if left:
        messages.warning(request, _("Left as they are, because they changed meanwhile: %(number)s.") % {"number": left})
    if not (approved or left):
        messages.warning(request, _("Choose at least one entry."))
    return redirect(f"{request.path.removesuffix('approve/')}?state=awaiting")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
