from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from tidtam.kernel.actor.gate import member_required, officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.searching import asked_for, searched
from tidtam.web.pagination import paginate

from . import queries
from .actions.searching import record_search
from .forms import FilterForm
from .policies import AUDITOR

_ORDER = ("-at", "-id")


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(AUDITOR)
@searched
def audit_search(request: ActorRequest) -> HttpResponse:
    form = FilterForm(asked_for(request))
    form.is_valid()
    filters = form.filters()
    found = queries.search(request.actor, filters)
    page = paginate(found, order=_ORDER, cursor=request.GET.get("cursor"), size=50)
    rows = queries.describe(request.actor, page.items)
    record_search(request.actor, filters)
    return render(request, "audit/search.html", {"form": form, "page": page, "rows": rows})


@require_GET
@member_required
def my_access_log(request: ActorRequest) -> HttpResponse:
    page = paginate(queries.views_of(request.actor), order=_ORDER, cursor=request.GET.get("cursor"), size=50)
    rows = queries.describe(request.actor, page.items)
    return render(request, "audit/access_log.html", {"page": page, "rows": rows})
