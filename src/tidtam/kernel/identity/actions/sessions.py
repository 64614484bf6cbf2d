"""Sessions begin, switch roles and end here."""

from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity import session_state
from tidtam.kernel.identity.choices import SessionEnd
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.identity.known_devices import STRANGER, device_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.notices import tell_of_browser
from tidtam.kernel.identity.queries.acting import actor_for
from tidtam.kernel.identity.queries.sessions import device_in_words, reference_of


def begin_session(request: HttpRequest, account: Account, *, is_first: bool) -> None:
    """Called by the sign-in machinery once the session has its new key; tells the owner if the browser is new to them,
    but not of the very first sign-in, which can be from nowhere else."""
    visitor = actor_of(request)
    grants = grants_of(account.pk, visitor.today())
    session_state.start(request.session, now=visitor.now(), grants=grants)
    actor = actor_for(account, request, visitor, grants=grants)
    methods = [step["method"] for step in get_authentication_records(request, account)]
    record(actor, "account.signed_in", "account", account.pk, person_id=account.person_id, details={"by": methods})
    if not is_first and device_of(request, str(account.pk)) == STRANGER:
        tell_of_browser(actor, account, device_in_words(request.headers.get("user-agent", "")))


def note_presence(request: HttpRequest) -> None:
    """The person is here: the session lives on, and their list of sessions says when it was last used."""
    actor = actor_of(request)
    if session_state.touch(request.session, actor.now()):
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=actor.now(), ip=actor.origin.address
        )


def session_number(request: HttpRequest) -> int:
    """The running number of this session, by which what is given in it ends with it."""
    rows = UserSession.objects.filter(session_key=request.session.session_key)
    if not rows.exists():
        UserSession.objects.create_from_request(request)
    number: int = rows.values_list("pk", flat=True)[0]
    return number


def renew_session(request: HttpRequest, account: Account | None = None) -> None:
    """The same session under a new key, after what it may do or how it was proved has changed."""
    old_key = request.session.session_key
    if account is None:
        request.session.cycle_key()
    else:
        update_session_auth_hash(request, account)
    UserSession.objects.filter(session_key=old_key).update(session_key=request.session.session_key)


def end_session(request: HttpRequest, reason: SessionEnd | None = None) -> None:
    """Sign this browser out; nothing of the old session remains."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    if reason:
        session_state.note_end(request.session, reason)


def end_one_session(request: HttpRequest, account: Account, reference: str) -> None:
    """One of the account's sessions; if it is the very one that asks, that means signing out here."""
    _refuse_strangers(actor_of(request), account)
    for session in UserSession.objects.filter(user_id=account.pk):
        if reference_of(session) == reference:
            if session.session_key == request.session.session_key:
                end_session(request)
            else:
                session.end()
            return
    raise Http404


def end_other_sessions(actor: Actor, account: Account, *, keep: str | None) -> int:
    """End all sessions of the account but the one with the key `keep`; tells how many."""
    _refuse_strangers(actor, account)
    others = list(UserSession.objects.filter(user_id=account.pk).exclude(session_key=keep or ""))
    for session in others:
        session.end()
    return len(others)


def clear_away(actor: Actor) -> None:
    """Sessions that ran out, and what the list of sessions still says of them."""
    if not actor.is_system:
        raise NotAllowed(_("The platform clears away by itself."))
    Session.objects.filter(expire_date__lt=actor.now()).delete()
    UserSession.objects.filter(~Exists(Session.objects.filter(pk=OuterRef("session_key")))).delete()


def switch_role(request: HttpRequest, actor: Actor, grant_id: UUID | None) -> None:
    """Act in another of one's roles from now on, or as oneself (None)."""
    held = {grant.id for grant in (*actor.grants, *actor.other_grants)}
    if grant_id is not None and grant_id not in held:
        raise Http404
    session_state.choose_acting(request.session, grant_id)


def take_up_role(request: HttpRequest, actor: Actor, account: Account, grant_id: UUID) -> None:
    """Act at once in a role that was given by what the person did in this very session; their other sessions end."""
    _refuse_strangers(actor, account)
    session_state.follow_roles(request.session, grants_of(account.pk, actor.today()))
    session_state.choose_acting(request.session, grant_id)
    end_other_sessions(actor, account, keep=request.session.session_key)
    renew_session(request)


def _refuse_strangers(actor: Actor, account: Account) -> None:
    if not actor.is_system and actor.account_id != account.pk:
        raise NotAllowed(_("You can end your own sessions only."))
