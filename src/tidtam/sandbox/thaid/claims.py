"""What a service learns about a person: one claim for each scope, and nothing else."""

from typing import Any

from .models import Holder, SignIn
from .printing import birthdate_as_printed, date_as_printed, pid_as_printed

IDENTITY_PROOFING_LEVEL = "2.3"


def claims_of(sign_in: SignIn) -> dict[str, Any]:
    """The claims of this sign-in's scopes; like the real one, the subject is the number itself."""
    holder = sign_in.holder
    if holder is None:
        raise ValueError("nobody has consented yet")
    everything = _everything(holder)
    if sign_in.fault == "no_pid":
        everything |= {"sub": str(holder.id), "pid": None}
    elif sign_in.fault == "bad_pid":
        wrong = f"{holder.pid[:12]}{(int(holder.pid[12]) + 1) % 10}"
        everything |= {"sub": wrong, "pid": wrong}
    asked = {"sub", *sign_in.scopes.split()}
    return {name: value for name, value in everything.items() if name in asked and value is not None}


def _everything(holder: Holder) -> dict[str, Any]:
    return {
        "sub": holder.pid,
        "pid": holder.pid,
        "title": holder.title,
        "title_en": holder.title_en,
        "name": holder.full_name,
        "given_name": holder.given_name,
        "middle_name": holder.middle_name,
        "family_name": holder.family_name,
        "name_en": holder.full_name_en,
        "given_name_en": holder.given_name_en,
        "middle_name_en": holder.middle_name_en,
        "family_name_en": holder.family_name_en,
        "birthdate": holder.birthdate,
        "gender": holder.gender,
        "address": {"formatted": holder.address},
        "ial": IDENTITY_PROOFING_LEVEL,
        "smartcard_code": holder.card_code,
        "date_of_issuance": holder.issued_on.isoformat(),
        "date_of_expiry": holder.expires_on.isoformat(),
    }


def preview_of(holder: Holder, scope: str) -> str:
    """What the phone shows the person before they consent to a claim."""
    printed = {
        "pid": pid_as_printed(holder.pid),
        "birthdate": birthdate_as_printed(holder.birthdate),
        "gender": holder.get_gender_display(),
        "address": holder.address,
        "date_of_issuance": date_as_printed(holder.issued_on),
        "date_of_expiry": date_as_printed(holder.expires_on),
    }
    return printed.get(scope) or str(_everything(holder).get(scope, ""))
