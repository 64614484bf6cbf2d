from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tidtam.kernel.actor import VISITOR
from tidtam.kernel.actor.gate import RoleMissing, member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking.queries import offices_in_charge, processes_in_use, roles_in_charge

from .forms import OfficeForm
from .pages import dashboard_page, public_page


@member_required
@require_safe
def dashboard(request: ActorRequest) -> HttpResponse:
    if not processes_in_use(request.actor):
        raise RoleMissing(roles_in_charge(request.actor))
    form = OfficeForm(request.GET, offices=offices_in_charge(request.actor))
    context = {"form": form, **dashboard_page(request.actor, form.chosen())}
    return render(request, "tracking_statistics/dashboard.html", context)


@require_safe
def public_statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "tracking_statistics/public.html", public_page(VISITOR))
