"""The pages on which administrators see the rules of dossiers, set what no source says, and publish new ones."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import NotAllowed, Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.dossier.actions import set_parameter, take_back_rule_set
from tidtam.products.academic.dossier.queries import parameter_history, parameter_values
from tidtam.products.academic.rulebook.rule_sets import NotARuleSet, read_rule_set
from tidtam.web.errors import add_refusal

from . import actions, presenting, queries
from .forms import PublishForm, SettingForm, UploadForm, given_back
from .models import RuleSetDraft

administrators_only = officer_required(Role.RULES_ADMIN)
page_with_form = require_http_methods(["GET", "HEAD", "POST"])
_PAGES = "academic_rulemaking"


@require_safe
@administrators_only
def start(request: ActorRequest) -> HttpResponse:
    """The rules of the one office, or the offices to choose among."""
    offices = queries.offices_of(request.actor)
    if len(offices) == 1:
        return redirect(f"{_PAGES}:rules", offices[0].code)
    return render(request, f"{_PAGES}/offices.html", {"rows": offices})


@require_safe
@administrators_only
def rules(request: ActorRequest, office: str) -> HttpResponse:
    place = queries.get_office(request.actor, office)
    context = {
        "office": place,
        "rows": presenting.set_rows(queries.known_sets(request.actor, place)),
        "settings": presenting.setting_rows(queries.settings_of(request.actor, place)),
        "drafts": queries.drafts_of(request.actor, place),
    }
    return render(request, f"{_PAGES}/rules.html", context)


@require_safe
@administrators_only
def rule_set(request: ActorRequest, office: str, key: str, version: int) -> HttpResponse:
    place = queries.get_office(request.actor, office)
    known = queries.get_set(request.actor, place, key, version)
    filled = known.rule_set.with_values(parameter_values(place.path, request.actor.today()))
    context = {
        "office": place,
        "known": known,
        "rule_set": known.rule_set,
        "state": presenting.STATES[known.state],
        "facts": presenting.facts_of(known.rule_set),
        "parts": presenting.demands(known.rule_set, filled),
        "lists": presenting.lists_of(filled),
        "may_take_back": _may_take_back(place, known),
    }
    return render(request, f"{_PAGES}/rule_set.html", context)


def _may_take_back(place: Organization, known: queries.KnownSet) -> bool:
    """Where it was published; an institution does not take back what is its ministry's."""
    own = known.published is not None and known.published.organization_id == place.pk
    return own and known.state is queries.State.TO_COME


@page_with_form
@administrators_only
def take_back(request: ActorRequest, office: str, key: str, version: int) -> HttpResponse:
    place = queries.get_office(request.actor, office)
    known = queries.get_set(request.actor, place, key, version)
    if known.published is None or not _may_take_back(place, known):
        raise Http404
    if request.method == "POST":
        try:
            take_back_rule_set(request.actor, known.published)
            messages.success(request, _("Version %(version)s was taken back.") % {"version": version})
        except Refused as refused:
            messages.error(request, str(refused.message))
        return redirect(f"{_PAGES}:rules", place.code)
    return render(request, f"{_PAGES}/take_back.html", {"office": place, "rule_set": known.rule_set})


@page_with_form
@administrators_only
def setting(request: ActorRequest, office: str, key: str) -> HttpResponse:
    place = queries.get_office(request.actor, office)
    found = queries.get_setting(request.actor, place, key)
    form = SettingForm(request.POST or None, setting=found, today=request.actor.today()) if found.may_set else None
    if request.method == "POST" and form is None:
        raise NotAllowed(_("This is set by the ministry for all institutions."))
    if form is not None and form.is_valid() and _set(request, place, key, form):
        messages.success(request, _("It is set."))
        return redirect(f"{_PAGES}:setting", place.code, key)
    history = presenting.history_rows(found, parameter_history(place.path, key))
    context = {"office": place, "setting": found, "form": form, "rows": history}
    return render(request, f"{_PAGES}/setting.html", context)


def _set(request: ActorRequest, place: Organization, key: str, form: SettingForm) -> bool:
    rule_set = queries.rules_in_force(request.actor, place)
    if rule_set is None:
        raise Http404
    try:
        set_parameter(request.actor, place, rule_set, key=key, **form.cleaned_data)
    except Refused as refused:
        add_refusal(form, refused)
        return False
    return True


@page_with_form
@administrators_only
def upload(request: ActorRequest, office: str) -> HttpResponse:
    place = queries.get_office(request.actor, office)
    form = UploadForm(request.POST or None, request.FILES or None)
    mistakes: tuple[str, ...] = ()
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            read_rule_set(text.encode())
            draft = actions.save_draft(request.actor, place, text, file_name=form.file_name)
            return redirect(f"{_PAGES}:draft", draft.pk)
        except NotARuleSet as refused:
            form, mistakes = given_back(text), refused.mistakes
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, f"{_PAGES}/upload.html", {"office": place, "form": form, "mistakes": mistakes})


@page_with_form
@administrators_only
def draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    found = queries.get_draft(request.actor, draft_id)
    if request.method == "POST" and request.POST.get("act") != "publish":
        return _act(request, found)
    context = presenting.draft_page(request.actor, found)
    day = max(context["rule_set"].in_force_from, request.actor.today())
    given = {"in_force_from": day, "fingerprint": found.fingerprint}
    form = PublishForm(request.POST or None, initial=given)
    if form.is_valid() and (published := _publish(request, found, form)):
        return published
    return render(request, f"{_PAGES}/draft.html", {**context, "form": form})


def _act(request: ActorRequest, found: RuleSetDraft) -> HttpResponse:
    try:
        if request.POST.get("act") == "discard":
            actions.discard_draft(request.actor, found)
            messages.success(request, _("The draft was discarded."))
            return redirect(f"{_PAGES}:rules", found.organization.code)
        if request.POST.get("act") == "replay":
            actions.ask_for_replay(request.actor, found)
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect(f"{_PAGES}:draft", found.pk)


def _publish(request: ActorRequest, found: RuleSetDraft, form: PublishForm) -> HttpResponse | None:
    day, fingerprint = form.cleaned_data["in_force_from"], form.cleaned_data["fingerprint"]
    try:
        done = actions.publish_draft(request.actor, found, in_force_from=day, expected_fingerprint=fingerprint)
    except Refused as refused:
        add_refusal(form, refused)
        return None
    words = {"version": done.version, "date": presenting.day_of(day)}
    messages.success(request, _("Version %(version)s is published, in force from %(date)s.") % words)
    return redirect(f"{_PAGES}:rules", found.organization.code)
