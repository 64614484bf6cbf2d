"""The register as everybody sees it: approved holders, and how many there are."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.orgs.queries import institutions
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.registry.forms import CountsForm, SearchForm
from tidtam.products.registry.presenting import public as presenting
from tidtam.products.registry.queries import public as queries
from tidtam.web.pagination import paginate


@require_http_methods(["GET", "HEAD", "POST"])
@searched
def search(request: ActorRequest) -> HttpResponse:
    form = SearchForm(asked_for(request), offices=list(institutions()))
    found = queries.holders(request.actor, form.chosen())
    if form.has_error("field"):
        found = found.none()
    page = paginate(found, order=queries.BY_NAME, cursor=request.GET.get("cursor"), size=20)
    is_filtered = any(request.GET.get(name) for name in form.fields)
    return render(request, "registry/search.html", {"page": page, "form": form, "is_filtered": is_filtered})


@require_safe
def holder(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    levels = queries.public_levels(request.actor, entry_id)
    return render(request, "registry/holder.html", {"levels": levels, "last": levels[-1]})


@require_safe
def counts(request: ActorRequest) -> HttpResponse:
    form = CountsForm(request.GET)
    return render(
        request, "registry/counts.html", {"form": form, **presenting.counts_page(request.actor, form.dimension())}
    )
