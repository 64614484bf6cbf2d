"""What a service learns about a person: one claim for each scope."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import Holder, SignIn

LEVEL = "2.1"
"""Of the proof by the code on the back of the card; this sandbox knows no other."""

# The text is what the page shows that asks for consent.
SCOPES = {
    "openid": _("Confirmation of who you are"),
    "profile": _("Full name"),
    "citizen_id": _("National ID number"),
    "citizen_id_verified": _("Whether the number was checked"),
    "given_name": _("First name"),
    "middle_name": _("Middle name"),
    "family_name": _("Last name"),
    "phone": _("Mobile number"),
    "phone_number": _("Mobile number"),
    "phone_number_verified": _("Whether the mobile number was checked"),
    "preferred_username": _("User name"),
    "ial_level": _("Level of identity proofing"),
    "user_id": _("Number of the Digital ID"),
}
_OF_SEVERAL = {
    "profile": ("name", "given_name", "middle_name", "family_name", "preferred_username"),
    "phone": ("phone_number", "phone_number_verified"),
}


def claims_of(sign_in: "SignIn") -> dict[str, Any]:
    """At the address for it; the ID token itself says only that and how the person signed in."""
    if sign_in.holder is None:
        raise ValueError("nobody has consented yet")
    everything = _everything(sign_in.holder)
    if sign_in.fault == "no_pid":
        everything["citizen_id"] = ""
    elif sign_in.fault == "bad_pid":
        number = sign_in.holder.citizen_id
        everything["citizen_id"] = f"{number[:12]}{(int(number[12]) + 1) % 10}"
    elif sign_in.fault == "unproven":
        everything["citizen_id_verified"] = False
    asked = {"sub"}
    for scope in sign_in.scopes.split():
        asked.update(_OF_SEVERAL.get(scope, (scope,)))
    return {name: value for name, value in everything.items() if name in asked and value != ""}


def _everything(holder: "Holder") -> dict[str, Any]:
    return {
        "sub": str(holder.id),
        "user_id": str(holder.id),
        "name": holder.full_name,
        "given_name": holder.given_name,
        "middle_name": holder.middle_name,
        "family_name": holder.family_name,
        "citizen_id": holder.citizen_id,
        "citizen_id_verified": True,
        "ial_level": LEVEL,
        "preferred_username": holder.username,
        "phone_number": holder.mobile,
        "phone_number_verified": True,
    }
