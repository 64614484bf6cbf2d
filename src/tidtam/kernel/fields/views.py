from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.searching import asked_for, searched
from tidtam.web.pagination import paginate

from . import queries
from .forms import SearchForm, choice_of


@require_http_methods(["GET", "HEAD", "POST"])
@searched
def field_list(request: HttpRequest) -> HttpResponse:
    """The list in force, for everybody who looks for a code."""
    search = SearchForm(asked_for(request))
    words = search.cleaned_data["q"] if search.is_valid() else ""
    page = paginate(queries.living_fields(words), order=("code",), cursor=request.GET.get("cursor"), size=30)
    context = {"page": page, "search": search, "is_official": queries.is_official()}
    return render(request, "fields/field_list.html", context)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The first fields that fit, for those who type."""
    search = SearchForm(request.GET)
    found = queries.find_fields(search.cleaned_data["q"]) if search.is_valid() else []
    return JsonResponse({"fields": [{"value": str(choice_of(each)), "label": each.name_en} for each in found]})
