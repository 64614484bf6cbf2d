"""Signing out at a service: the person says whether they want to be signed out here, too."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.actions.sessions import end_session
from tidtam.kernel.provider.leaving import leaving_of

from .authorize import redirect_to


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def logout(request: ActorRequest) -> HttpResponse:
    """A service can only ask; a link on some page must not sign anybody out."""
    if request.method == "POST":
        return redirect_to(f"{reverse('oauth_logout')}?{request.POST.urlencode()}", 303)
    leaving = leaving_of(request)
    if request.actor.is_visitor:
        return redirect_to(leaving.back_url) if leaving.back_url else redirect("signed_out")
    name = leaving.service.name(get_language() or "th") if leaving.service else ""
    context = {"name": name, "back_url": leaving.back_url, "query": request.GET.urlencode()}
    return render(request, "provider/logout.html", context)


@never_cache
@require_POST
def sign_out_here_too(request: ActorRequest) -> HttpResponse:
    """Every token that was given in this session ends with it."""
    end_session(request)
    asked = QueryDict(request.POST.get("asked", "")[:4_000]).urlencode()
    return redirect_to(f"{reverse('oauth_continue', args=['logout'])}?{asked}", 303)
