"""A registration while it is typed: kept on the server, sealed, for the browser that began it."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.identity.session_state import browser_mark, mark_browser
from tidtam.kernel.notifications.actions import send_secret
from tidtam.kernel.registration.drafts import CODE_LIVES, MOST_TRIES, DraftState, Proof
from tidtam.kernel.registration.models import Draft
from tidtam.kernel.registration.own_draft import acting_in
from tidtam.kernel.registration.queries import is_registered_email
from tidtam.kernel.registration.sealing import open_draft, seal_draft

DRAFT_LIVES = timedelta(days=1)


def keep_answers(actor: Actor, session: SessionBase, *, step: str, answers: Mapping[str, str]) -> DraftState:
    """What was typed at one step; begins the draft of this browser if there is none."""
    mark = mark_browser(session)
    with acting_in(actor, mark):
        draft = _locked(actor, mark) or _begin(actor, mark)
        state = DraftState.from_text(open_draft(draft))
        state.answers[step] = dict(answers)
        _save(draft, state)
    return state


def send_code(actor: Actor, session: SessionBase, *, email: str) -> None:
    """A code to the address, or, where it has an account, a letter that says so: the page looks the same."""
    with acting_in(actor, browser_mark(session) or ""):
        draft = take_draft(actor, session)
        state = DraftState.from_text(open_draft(draft))
        if state.proof and state.proof.email == email and (wait := state.proof.seconds_to_wait(actor.now())):
            raise Refused(
                _("A code was sent a moment ago. Wait %(seconds)d seconds before you ask for another one.")
                % {"seconds": wait},
                code="wait",
            )
        code = f"{secrets.randbelow(1_000_000):06}"
        is_taken = is_registered_email(actor, email)
        subject, body = _already_registered() if is_taken else _code_letter(code)
        # Nobody learns the code of an address that has an account, so nobody gets any further with it.
        state.proof = Proof(email, secrets.token_hex(16) if is_taken else code, actor.now().timestamp())
        _save(draft, state)
        with acting_as(platform_for(actor)) as platform:
            send_secret(platform, email, subject=subject, body=body, expires_at=actor.now() + CODE_LIVES)


def answer_code(actor: Actor, session: SessionBase, *, code: str) -> str:
    """What is wrong with the code, in words; nothing where it is right. A wrong try is counted in any case."""
    with acting_in(actor, browser_mark(session) or ""):
        draft = take_draft(actor, session)
        state = DraftState.from_text(open_draft(draft))
        proof = state.proof
        if proof is None or proof.is_over(actor.now()):
            return gettext("This code is no longer good. Ask for a new one below.")
        proof.is_proven = proof.fits(code)
        proof.tries += not proof.is_proven
        _save(draft, state)
        if proof.is_proven:
            return ""
        left = MOST_TRIES - proof.tries
        if not left:
            return gettext("The code was wrong too often. Ask for a new one below.")
        return gettext("This is not the code. You have %(left)d more tries.") % {"left": left}


def take_draft(actor: Actor, session: SessionBase) -> Draft:
    """This browser's draft, locked until the transaction ends; the caller acts in it."""
    draft = _locked(actor, browser_mark(session) or "")
    if draft is None:
        raise draft_gone()
    return draft


def draft_gone() -> Refused:
    """Also for who pressed the last button twice, or whose last answer got lost on its way: the account is there."""
    return Refused(
        _(
            "This registration is finished already, or was not finished within a day. Try to sign in with the user "
            "name and password you chose; if that does not work, please begin again."
        ),
        code="draft_gone",
    )


def clear_drafts(actor: Actor) -> int:
    """What was not finished within a day is forgotten."""
    deleted, _each = Draft.objects.filter(expires_at__lte=actor.now()).delete()
    return deleted


def _locked(actor: Actor, mark: str) -> Draft | None:
    return Draft.objects.select_for_update().filter(browser_hash=mark, expires_at__gt=actor.now()).first()


def _begin(actor: Actor, mark: str) -> Draft:
    Draft.objects.filter(browser_hash=mark, expires_at__lte=actor.now()).delete()
    draft = Draft(browser_hash=mark, begun_at=actor.now(), expires_at=actor.now() + DRAFT_LIVES)
    seal_draft(draft, DraftState().as_text())
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:  # two tabs began at once; the other one's draft is this one's, too
        return Draft.objects.select_for_update().get(browser_hash=mark)
    return draft


def _save(draft: Draft, state: DraftState) -> None:
    seal_draft(draft, state.as_text())
    draft.save(update_fields=["sealed"])


def _code_letter(code: str) -> tuple[str, str]:
    body = gettext(
        "Your code is %(code)s. Type it on the page where you are registering; it is good for 10 minutes.\n\n"
        "Give it to nobody. If you are not registering, do nothing: no account is made."
    )
    return gettext("Code for your registration"), body % {"code": code}


def _already_registered() -> tuple[str, str]:
    body = gettext(
        "Somebody is registering with this e-mail address, but it has an account already. No second one is made.\n\n"
        "If it was you, sign in: %(address)s\n\nIf it was not you, you need not do anything."
    )
    address = f"{settings.ENVIRONMENT.base_url}{reverse('sign_in')}"
    return gettext("You already have an account"), body % {"address": address}
