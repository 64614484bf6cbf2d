from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.actions.sign_in import sign_in_newcomer
from tidtam.kernel.identity.http import account_of, actor_of
from tidtam.kernel.registration.actions import (
    answer_code,
    draft_gone,
    keep_answers,
    register_member,
    send_code,
)
from tidtam.kernel.registration.consents import text_on
from tidtam.kernel.registration.drafts import DraftState
from tidtam.kernel.registration.forms import ConfirmForm, StepForm
from tidtam.kernel.registration.limits import require_patience
from tidtam.kernel.registration.presenting import summary_rows
from tidtam.kernel.registration.queries import draft_of
from tidtam.kernel.registration.steps import STEPS, Step, Way
from tidtam.web.errors import add_refusal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def _for_newcomers(view: View[P]) -> View[P]:
    """Whoever is signed in has an account. What is counted here stays counted, whatever the view does afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if actor_of(request).is_visitor else redirect("account_home")

    return own_transactions(never_cache(guarded))


def _way(request: HttpRequest) -> Way:
    actor = actor_of(request)
    return Way(draft_of(actor, request.session) or DraftState(), actor.today())


def _onward(way: Way) -> HttpResponse:
    return redirect("register_step", way.open_step.key)


@_for_newcomers
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Where one left off; at the first step if nowhere."""
    return _onward(_way(request))


@_for_newcomers
@sensitive_post_parameters("password", "repeated")
@require_http_methods(["GET", "HEAD", "POST"])
def register_step(request: HttpRequest, key: str) -> HttpResponse:
    """One step: asked, or answered. Whoever skips is led back to the first that is open."""
    if key not in {step.key for step in STEPS}:
        raise Http404
    way = _way(request)
    step = way.find(key)
    if step is None:
        if request.method == "POST" and not way.state.answers:
            messages.error(request, str(draft_gone().message))
        return _onward(way)
    given = request.POST if request.method == "POST" else None
    form = step.form(way.state.answers, way.today, given, initial=way.state.answers.get(key))
    if given is not None and form.is_valid():
        try:
            return _ANSWERS.get(key, _keep)(request, way, step, form)
        except Refused as refused:
            add_refusal(form, refused)
    return _page(request, way, step, form)


def _keep(request: HttpRequest, way: Way, step: Step, form: StepForm) -> HttpResponse:
    """On to the first step that is not done: the next one, or, for who came back to correct one, where they were."""
    if not way.state.answers:
        require_patience(request, "registration")
    way.state = keep_answers(actor_of(request), request.session, step=step.key, answers=form.typed())
    return _onward(way)


def _keep_contact(request: HttpRequest, way: Way, step: Step, form: StepForm) -> HttpResponse:
    """The code goes out at once, unless the address is proven or a code is on its way."""
    response = _keep(request, way, step, form)
    email, proof = form.cleaned_data["email"], way.state.proof
    if proof is None or proof.email != email or (not proof.is_proven and proof.is_over(actor_of(request).now())):
        _send(request, email)
    return response


def _send(request: HttpRequest, email: str) -> None:
    require_patience(request, "registration_code", email)
    send_code(actor_of(request), request.session, email=email)


def _check_code(request: HttpRequest, way: Way, step: Step, form: StepForm) -> HttpResponse:
    if wrong := answer_code(actor_of(request), request.session, code=form.cleaned_data["code"]):
        raise Refused(wrong, code="code", field="code")
    return _onward(_way(request))


def _finish(request: HttpRequest, way: Way, step: Step, form: StepForm) -> HttpResponse:
    require_patience(request, "registration_end")
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    account = register_member(
        actor_of(request),
        request.session,
        way.stated(),
        username=username,
        password=password,
        language=get_language() or "th",
    )
    return sign_in_newcomer(request, account, next_page=reverse("registered"))


_ANSWERS = {"contact": _keep_contact, "code": _check_code, "confirm": _finish}


def _page(request: HttpRequest, way: Way, step: Step, form: StepForm) -> HttpResponse:
    language = get_language() or "th"
    context = {
        "form": form,
        "step": step,
        "before": way.before(step),
        "number": way.number(step),
        "total": len(way.steps),
        "text": text_on(way.today) if step.key == "consent" else None,
        "wording": text_on(way.today).wording(language),
        "email": way.cleaned("contact").get("email", ""),
        "rows": summary_rows(way) if isinstance(form, ConfirmForm) else [],
    }
    return render(request, "registration/step.html", context)


@require_POST
@_for_newcomers
def register_send_again(request: HttpRequest) -> HttpResponse:
    """Another code to the same address; the former one is no longer good."""
    email = _way(request).cleaned("contact").get("email", "")
    if not email:
        return redirect("register")
    try:
        _send(request, email)
        messages.success(request, _("Another code is on its way."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("register_step", "code")


@member_required
@require_safe
def registered(request: ActorRequest) -> HttpResponse:
    """Until when the account lives, and the two ways on."""
    account = account_of(request)
    if account.temporary_until is None:
        return redirect("account_home")
    return render(request, "registration/registered.html", {"account": account})
