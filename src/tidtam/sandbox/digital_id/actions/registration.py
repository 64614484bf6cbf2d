"""What is typed in the registration is kept step by step, and becomes a Digital ID when it is confirmed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import clock, codes
from tidtam.sandbox.digital_id.models import Draft, Holder
from tidtam.sandbox.digital_id.passwords import hashed
from tidtam.sandbox.digital_id.steps import STEPS, TERMS_VERSION, first_open_step

_IN_DETAILS = ("citizen_id", "given_name", "middle_name", "family_name", "birth_date")
NOBODY_S_CODE = "0" * 10
"""A laser code that ends so belongs to no card: with it everybody can see a proof fail."""


def begin_registration(browser: str, *, sign_in_id: UUID | None) -> Draft:
    """The one of this browser goes on, now for that sign-in; else a new one begins."""
    draft, _made = Draft.objects.get_or_create(browser_hash=codes.hash_of(browser), defaults={"begun_at": clock.now()})
    if sign_in_id is not None:
        draft.sign_in_id = sign_in_id
        draft.save(update_fields=["sign_in"])
    return draft


def consent(draft: Draft, *, agree: bool) -> None:
    _keep(draft, terms=TERMS_VERSION if agree else "")


def choose_proofing(draft: Draft, *, proofing: str) -> None:
    _keep(draft, proofing=proofing)


def prove_details(draft: Draft, *, laser_code: str, **details: Any) -> None:
    """The civil registry is asked; the code on the card is gone as soon as it was compared.

    Who goes back without changing anything is proven still.
    """
    kept = {name: details[name] for name in _IN_DETAILS}
    is_same = draft.answer("is_proven") is True and all(draft.answer(name) == kept[name] for name in _IN_DETAILS)
    if Holder.objects.filter(citizen_id=kept["citizen_id"]).exists():
        raise Refused(
            _("There is a Digital ID with this number already. Sign in with it."),
            code="number_registered",
            field="citizen_id",
        )
    if not laser_code and not is_same:
        raise Refused(_("Type the code on the back of the card."), code="required", field="laser_code")
    if laser_code.endswith(NOBODY_S_CODE):
        raise Refused(
            _("The civil registry says that this code does not belong to the card. Compare each character."),
            code="mismatch",
            field="laser_code",
        )
    _keep(draft, **kept, is_proven=True)


def choose_account(draft: Draft, *, username: str, password: str) -> None:
    """The password is kept hashed from the first moment; who goes back need not type it again."""
    if Holder.objects.filter(username=username).exists():
        raise Refused(_("This user name is taken. Choose another."), code="username_taken", field="username")
    if not password and not draft.answer("password_hash"):
        raise Refused(_("Choose a password."), code="required", field="password")
    changed = {"password_hash": hashed(password)} if password else {}
    _keep(draft, username=username, **changed)


def name_mobile(draft: Draft, *, mobile: str) -> None:
    _keep(draft, mobile=mobile)


def confirm_registration(draft: Draft) -> Holder:
    """Everything was reviewed: the Digital ID exists from now on, and the registration is forgotten."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if first_open_step(draft) is not STEPS[-1]:
            raise Refused(_("Something is missing still. Go through the steps again."), code="unfinished")
        try:
            with transaction.atomic():
                holder = _make(draft.answers)
        except IntegrityError:
            # Somebody was quicker, with this number or this user name.
            raise Refused(
                _("The user name or the number was registered in the meantime. Check both steps again."), code="taken"
            ) from None
        draft.delete()
    return holder


def _make(answers: Mapping[str, Any]) -> Holder:
    return Holder.objects.create(
        citizen_id=answers["citizen_id"],
        given_name=answers["given_name"],
        middle_name=answers["middle_name"],
        family_name=answers["family_name"],
        birth_date=date.fromisoformat(answers["birth_date"]),
        username=answers["username"],
        password_hash=answers["password_hash"],
        mobile=answers["proven_mobile"],
        registered_at=clock.now(),
    )


def _keep(draft: Draft, **answers: Any) -> None:
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        locked.answers |= answers
        locked.save(update_fields=["answers"])
    draft.answers = locked.answers
