"""A person signs in with Tidtam, is asked after again, and leaves."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused, system_clock

from .models import Attempt, Registration, Visit
from .openid import Provider, code_in, new_verifier
from .queries import ATTEMPT_LASTS, VISIT_LASTS, attempt_of, digest_of, registration

PASSING = frozenset({"unreachable", "unreadable"})
"""Faults that pass by themselves."""


def register(given: Mapping[str, object]) -> None:
    """By what Tidtam gave the library when somebody registered it there."""
    facts = {name: str(given.get(name) or "") for name in ("client_id", "client_secret", "url")}
    if not all(facts.values()) or not urlsplit(facts["url"]).netloc:
        raise Refused(_("Give client_id, client_secret and url."), code="incomplete")
    facts["url"] = f"{facts['url'].rstrip('/')}/"
    Registration.objects.update_or_create(id=1, defaults=facts)


def begin_sign_in(mark: str) -> str:
    """The address at Tidtam to which the browser is sent."""
    Attempt.objects.filter(begun_at__lt=system_clock() - ATTEMPT_LASTS).delete()
    attempt = Attempt.objects.create(
        browser=digest_of(mark),
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        code_verifier=new_verifier(),
        begun_at=system_clock(),
    )
    return Provider(known_as()).asking_address(attempt)


def finish_sign_in(address: str, mark: str, state: str) -> str:
    """The mark that the browser bears from now on; it is a new one, so that nobody knows it from before."""
    attempt = attempt_of(mark, state)
    if attempt is None:
        raise Refused(
            _("This sign-in was not begun in this browser, or too long ago. Start again."), code="unknown_attempt"
        )
    attempt.delete()
    code = code_in(address, attempt)
    provider = Provider(known_as())
    tokens = provider.redeem(attempt, code)
    proof = provider.proof_in(tokens, nonce=attempt.nonce)
    told = provider.person_told(tokens, str(proof["sub"]))
    new_mark, now = new_secret(), system_clock()
    with transaction.atomic():
        Visit.objects.filter(begun_at__lt=now - VISIT_LASTS).delete()
        Visit.objects.filter(browser=digest_of(mark)).delete()
        Visit.objects.create(
            browser=digest_of(new_mark),
            id_token=tokens.identity,
            refresh_token=tokens.refresh,
            proof=proof,
            told=told,
            begun_at=now,
            told_at=now,
        )
    return new_mark


def ask_again(visit: Visit) -> None:
    """What Tidtam says of the person by now. If it says nothing any more, they are signed out here."""
    try:
        provider = Provider(known_as())
        tokens = provider.refresh(visit)
        visit.told = provider.person_told(tokens, str(visit.told["sub"]))
    except Refused as refused:
        if refused.code not in PASSING:
            visit.delete()
        raise
    visit.refresh_token, visit.told_at = tokens.refresh, system_clock()
    visit.save()


def leave(visit: Visit) -> None:
    """Signed out here first, whatever Tidtam answers; then its tokens are given back."""
    visit.delete()
    with suppress(Refused):
        Provider(known_as()).give_back(visit)


def leave_both(visit: Visit, state: str) -> str:
    """The same, and the address at Tidtam where the person is asked whether they leave there, too."""
    leave(visit)
    return Provider(known_as()).leaving_address(visit, state)


def known_as() -> Registration:
    known = registration()
    if known is None:
        raise Refused(_("The library is not registered with Tidtam yet."), code="not_registered")
    return known


def new_secret() -> str:
    return secrets.token_urlsafe(24)
