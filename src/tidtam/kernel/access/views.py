from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required, officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.searching import asked_for, searched
from tidtam.web.errors import add_refusal
from tidtam.web.pagination import paginate

from . import actions, queries
from .choices import Role
from .forms import EndForm, GrantForm, SearchForm


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.ROLE_ADMIN)
@searched
def role_list(request: ActorRequest) -> HttpResponse:
    current = request.GET.get("show") != "past"
    search = SearchForm(asked_for(request))
    words = search.cleaned_data["q"] if search.is_valid() else ""
    page = paginate(
        queries.visible_grants(request.actor, current=current, words=words),
        order=("organization__path", "role", "id") if current else ("-granted_at", "-id"),
        cursor=request.GET.get("cursor"),
        size=50,
    )
    context = {"page": page, "rows": queries.described(page.items), "search": search, "current": current}
    return render(request, "access/role_list.html", context)


@require_safe
@officer_required(Role.ROLE_ADMIN)
def role_detail(request: ActorRequest, grant_id: UUID) -> HttpResponse:
    grant = queries.get_grant(request.actor, grant_id)
    return render(request, "access/role_detail.html", {"row": queries.described([grant])[0]})


@require_http_methods(["GET", "POST"])
@officer_required(Role.ROLE_ADMIN)
def role_grant(request: ActorRequest) -> HttpResponse:
    form = GrantForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            account = actions.look_up_account(request.actor, given.pop("account"))
            grant = actions.grant_role(request.actor, account.pk, **given)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The role was granted. The person has been told."))
            return redirect("role_detail", grant.pk)
    return render(request, "access/role_grant.html", {"form": form})


@require_http_methods(["GET", "POST"])
@officer_required(Role.ROLE_ADMIN)
def role_end(request: ActorRequest, grant_id: UUID) -> HttpResponse:
    grant = queries.get_grant(request.actor, grant_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(request.actor, grant, reason=form.cleaned_data["reason"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The role was ended. The person has been told."))
            return redirect("role_detail", grant.pk)
    context = {
        "form": form,
        "row": queries.described([grant])[0],
        "cancel_url": reverse("role_detail", args=[grant.pk]),
    }
    return render(request, "access/role_end.html", context)


@require_safe
@member_required
def my_roles(request: ActorRequest) -> HttpResponse:
    grants = list(queries.own_grants(request.actor))
    return render(request, "access/my_roles.html", {"rows": queries.described(grants), "today": request.actor.today()})
