"""Filters of the work list that an officer keeps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking import actions, queries
from tidtam.tracking.desk import filter_form
from tidtam.tracking.filtering import SavedViewForm, words_of_view
from tidtam.tracking.models import SavedView
from tidtam.web.errors import add_refusal


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def view_list(request: ActorRequest) -> HttpResponse:
    """All views; a form sent here keeps the filters of the list it stood under."""
    given = QueryDict((request.POST if request.method == "POST" else request.GET).get("query", ""))
    filters = filter_form(request.actor, given)
    # Whom somebody looked for is not kept: names do not belong into settings.
    query = filters.query(without=("q",))
    form = SavedViewForm(request.POST or None, initial={"query": query})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_view(request.actor, name=form.cleaned_data["name"], query=query)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The view was kept."))
            return redirect(f"{reverse('work_list')}?{query or 'all'}")
    views = [(view, words_of_view(filters, view)) for view in queries.saved_views(request.actor)]
    return render(request, "tracking/saved_views.html", {"form": form, "views": views, "chips": filters.chips()})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def view_detail(request: ActorRequest, view_id: UUID) -> HttpResponse:
    view = queries.get_saved_view(request.actor, view_id)
    form = SavedViewForm(request.POST if "name" in request.POST else None, initial={"name": view.name})
    if request.method == "POST" and _change(request, view, form):
        return redirect("saved_views")
    return render(request, "tracking/saved_view.html", {"view": view, "form": form})


def _change(request: ActorRequest, view: SavedView, form: SavedViewForm) -> bool:
    if "remove" in request.POST:
        actions.remove_view(request.actor, view)
        messages.success(request, _("The view was removed."))
    elif "default" in request.POST:
        actions.choose_default_view(request.actor, view)
        messages.success(request, _("The work list opens as you chose."))
    elif not form.is_valid():
        return False
    else:
        try:
            actions.rename_view(request.actor, view, name=form.cleaned_data["name"])
        except Refused as refusal:
            add_refusal(form, refusal)
            return False
        messages.success(request, _("The view was renamed."))
    return True
