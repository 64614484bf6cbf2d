"""Two accounts of one person become one: the one whose owner was proven by the number goes on, the other ends."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.actions.second_factor import check_code
from tidtam.kernel.identity.actions.sessions import end_other_sessions, renew_session
from tidtam.kernel.identity.actions.sign_in import sign_in_proven
from tidtam.kernel.identity.choices import SignInMethod
from tidtam.kernel.identity.http import account_of, actor_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.usernames import skeleton
from tidtam.kernel.issuers.browser_state import forget_joining, joining_with, note_joining
from tidtam.kernel.issuers.choices import Carried
from tidtam.kernel.issuers.notices import JOINED
from tidtam.kernel.issuers.queries.joining import (
    addresses_of,
    carried_from,
    chosen_from,
    needs_own_factor,
    subjects_of,
)
from tidtam.kernel.notifications.actions import notify, send_secret
from tidtam.kernel.people.actions import join_records, set_contact_address
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import ContactAddress

_LETTER_LIVES = timedelta(days=1)


def sign_in_to_join(request: HttpRequest, account: Account, lesser: Account, method: SignInMethod) -> HttpResponse:
    """To the account of whom the provider named; whether the one that was open until now joins it is asked next."""
    response = sign_in_proven(request, account, method, reverse("join_accounts"))
    note_joining(request.session, lesser.pk, account.pk, now=actor_of(request).now())
    return response


def join_accounts(request: HttpRequest, *, take: Sequence[str], code: str) -> Account:
    """In the session in which both were proven, and once. Password, passkeys and app of the lesser one are gone:
    nobody vouched for who set them up."""
    actor, into = actor_of(request), account_of(request)
    lesser_id = joining_with(request.session, into.pk, now=actor.now())
    if lesser_id is None:
        raise too_late()
    if needs_own_factor(request, into):
        check_code(request, into, code)
    with acting_as(platform_for(actor)) as platform:
        locked = Account.objects.select_for_update(of=("self",)).select_related("person").order_by("pk")
        rows = {row.pk: row for row in locked.filter(pk__in=[lesser_id, into.pk])}
        lesser, into = rows[lesser_id], rows[into.pk]
        _must_be_joinable(lesser, into)
        taken = chosen_from(carried_from(platform, lesser, into), take)
        proven, letter_to, name = addresses_of(platform, lesser), lesser.email, lesser.username or lesser.email
        join_records(platform, *subjects_of(lesser, into))
        _carry(platform, into, taken, proven)
        record(actor, "account.joined", "account", into.pk, person_id=into.person_id, details={"account": lesser.pk})
        _tell(platform, into, lesser, name=name, letter_to=letter_to)
        end_other_sessions(platform, into, keep=request.session.session_key)
    forget_joining(request.session)
    renew_session(request)
    return into


def too_late() -> Refused:
    return Refused(
        _("The two accounts can no longer be joined from here. Sign in to the temporary one and verify it once more."),
        code="not_proven",
    )


def _must_be_joinable(lesser: Account, into: Account) -> None:
    """As things stand once both are locked: the same was asked for twice, or somebody locked one meanwhile."""
    if lesser.ended_at is not None or lesser.temporary_until is None or into.temporary_until is not None:
        raise too_late()
    if not (lesser.is_active and into.is_active):
        raise Refused(_("One of the two accounts is locked. Please ask the office."), code="locked")


def _carry(platform: Actor, into: Account, taken: Mapping[Carried, str], proven: Mapping[str, ContactAddress]) -> None:
    """What the person chose to take along, as far as it was proven there."""
    if username := taken.get(Carried.USERNAME):
        into.username, into.username_skeleton = username, skeleton(username)
    if email := taken.get(Carried.EMAIL):
        into.email = email.lower()
    into.save(update_fields=["username", "username_skeleton", "email"])
    for kind, carried in ((AddressKind.EMAIL, Carried.EMAIL), (AddressKind.MOBILE, Carried.MOBILE)):
        if carried in taken and into.person is not None:
            verified_at = proven[kind].verified_at
            set_contact_address(platform, into.person, kind=kind, value=taken[carried], verified_at=verified_at)


def _tell(platform: Actor, into: Account, lesser: Account, *, name: str, letter_to: str) -> None:
    """At both: in the account that goes on, and at the address of the one that ended."""
    notify(
        platform,
        account_id=into.pk,
        kind=JOINED.key,
        subject_kind="account",
        subject_id=into.pk,
        url=reverse("account_home"),
        context={"name": name},
    )
    if letter_to:
        with override(lesser.language):
            subject = gettext("Your two accounts are one now")
            body = gettext(
                "The temporary account %(name)s was joined to the account that was verified with your national ID "
                "number, and has ended. Sign in to that one: everything is there.\n\n"
                "If it was not you, tell the office at once."
            )
            send_secret(
                platform,
                letter_to,
                subject=subject,
                body=body % {"name": name},
                expires_at=platform.now() + _LETTER_LIVES,
            )
