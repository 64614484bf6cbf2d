from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity import password_sources
from tidtam.kernel.identity.actions.accounts import choose_language
from tidtam.kernel.identity.actions.sessions import end_one_session, end_other_sessions
from tidtam.kernel.identity.actions.sessions import switch_role as act_in
from tidtam.kernel.identity.forms import LanguageForm
from tidtam.kernel.identity.http import account_of, facts_of
from tidtam.kernel.identity.languages import set_language_cookie
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.next_page import next_of
from tidtam.kernel.identity.queries.accounts import written_addresses_of
from tidtam.kernel.identity.queries.roles import all_choices, role_choices
from tidtam.kernel.identity.queries.second_factor import SecondFactor, second_factor_of
from tidtam.kernel.identity.queries.sessions import open_sessions
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.queries import badge_of, masked_number
from tidtam.web import navigation
from tidtam.web.templatetags.thai import thai_date


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_home(request: ActorRequest) -> HttpResponse:
    """One's own data and settings; POST chooses the language."""
    account = account_of(request)
    form = LanguageForm(request.POST or None, initial={"language": account.language})
    if request.method == "POST" and form.is_valid():
        changed = choose_language(request.actor, account, language=form.cleaned_data["language"])
        response = redirect("account_home")
        set_language_cookie(response, changed.language)
        return response
    context = {
        "form": form,
        "rows": _rows(request, account),
        "badge": badge_of(request.actor, account.person_id) if account.person_id else None,
        "roles": role_choices(request.actor, (*request.actor.grants, *request.actor.other_grants)),
        "roles_wait": facts_of(request).roles_wait_for_second_factor,
    }
    return render(request, "identity/account_home.html", context)


def _rows(request: ActorRequest, account: Account) -> list[tuple[object, ...]]:
    """What is known of the account, each with what can be done about it."""
    number = masked_number(request.actor, account.person_id) if account.person_id else ""
    second_factor = second_factor_of(request.actor)
    rows: list[tuple[object, ...]] = [(_("Name"), request.actor.name)]
    if number:
        rows.append((_("National ID or passport number"), number))
    if account.username:
        rows.append((_("User name"), account.username))
    else:
        rows.append((_("User name"), _("none on file"), reverse("choose_username"), _("Choose one")))
    addresses = written_addresses_of(request.actor, account)
    for kind in AddressKind:
        if kind == AddressKind.EMAIL or kind in addresses:
            rows.append((kind.label, addresses.get(kind) or _("none on file"), reverse("addresses"), _("Change it")))
    rows.extend(_password_rows(request, account, second_factor))
    rows.append(_passkey_row(second_factor))
    if account.temporary_until:
        until = _("until %(day)s") % {"day": thai_date(account.temporary_until)}
        rows.append((_("Temporary account"), until, *_verify_link()))
    rows.append((_("Where I am signed in"), _("devices and times"), reverse("account_sessions"), _("See and end")))
    return rows


def _password_rows(request: ActorRequest, account: Account, second_factor: SecondFactor) -> list[tuple[object, ...]]:
    """The account's own password, that of the office's directory, and what is asked for after either."""
    rows: list[tuple[object, ...]] = []
    elsewhere = password_sources.names_of(request.actor, account)
    if account.has_usable_password():
        rows.append((_("Password"), _("a password is set"), reverse("change_password"), _("Change it")))
    elif account.username or account.email:
        rows.append((_("Password"), _("none; you sign in with ThaiD"), reverse("change_password"), _("Set one")))
    if password_sources.offered():
        told = elsewhere[0] if elsewhere else _("switched off")
        rows.append((_("The office's directory"), told, reverse("directory_sign_in"), _("See and change")))
    if elsewhere or account.has_usable_password():
        rows.append(_second_factor_row(second_factor))
    return rows


def _verify_link() -> tuple[str, ...]:
    """Where a shelf above offers to verify who one is."""
    try:
        return reverse("verify_account"), _("Verify who I am")
    except NoReverseMatch:
        return ()


def _second_factor_row(second_factor: SecondFactor) -> tuple[object, ...]:
    label = _("Second factor")
    if not second_factor.is_set_up:
        return label, _("not set up"), reverse("second_factor_setup"), _("Set up")
    kept = (
        _("authenticator app; %(number)d recovery codes left")
        if second_factor.has_app
        else _("no app; %(number)d recovery codes left")
    )
    return (
        label,
        kept % {"number": second_factor.codes_left},
        reverse("second_factor_codes"),
        pgettext("second factor", "Recovery codes"),
    )


def _passkey_row(second_factor: SecondFactor) -> tuple[object, ...]:
    count = second_factor.passkeys
    told = ngettext("%(number)d passkey", "%(number)d passkeys", count) % {"number": count} if count else _("none yet")
    return _("Passkeys"), told, reverse("passkeys"), _("See and change")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_sessions(request: ActorRequest) -> HttpResponse:
    """Where one is signed in; each can be ended, or all the others at once."""
    account = account_of(request)
    if request.method == "POST":
        reference = request.POST.get("session", "")
        if reference == "others":
            end_other_sessions(request.actor, account, keep=request.session.session_key)
        else:
            end_one_session(request, account, reference)
        messages.success(request, _("Done. Whoever goes on there has to sign in again."))
        return redirect("account_sessions")
    sessions = open_sessions(request.actor, request.session.session_key)
    return render(request, "identity/account_sessions.html", {"sessions": sessions})


@member_required
@require_safe
def landing(request: ActorRequest) -> HttpResponse:
    """Where one begins who was going nowhere in particular."""
    return redirect(navigation.beginning(request.actor, replace(request.actor, grants=())) or "account_home")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch_role(request: ActorRequest) -> HttpResponse:
    """Act in another of one's roles, or as oneself."""
    if request.method == "POST":
        chosen = _grant_id(request.POST.get("grant", ""))
        act_in(request, request.actor, chosen)
        return redirect(next_of(request) or "landing")
    context = {"choices": all_choices(request.actor), "next": next_of(request)}
    return render(request, "identity/switch_role.html", context)


def _grant_id(text: str) -> UUID | None:
    """Nothing means: as myself."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None
