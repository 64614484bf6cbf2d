from .assignments import record_assignment, revoke_assignment
from .contacts import set_contact_address
from .joining import join_records
from .keys import destroy_private_key
from .many import NamedPerson, find_or_enter_persons
from .persons import (
    VerifiedClaims,
    affiliate_person,
    enter_person_as_stated,
    find_or_enter_person,
    update_from_verified_source,
)
from .proving import prove_number
from .reveal import reveal_number

__all__ = [
    "NamedPerson",
    "VerifiedClaims",
    "affiliate_person",
    "destroy_private_key",
    "enter_person_as_stated",
    "find_or_enter_person",
    "find_or_enter_persons",
    "join_records",
    "prove_number",
    "record_assignment",
    "reveal_number",
    "revoke_assignment",
    "set_contact_address",
    "update_from_verified_source",
]
