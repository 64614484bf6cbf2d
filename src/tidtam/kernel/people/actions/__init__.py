from .contacts import set_contact_address
from .keys import destroy_private_key
from .persons import VerifiedClaims, find_or_enter_person, update_from_verified_source
from .reveal import reveal_number

__all__ = [
    "VerifiedClaims",
    "destroy_private_key",
    "find_or_enter_person",
    "reveal_number",
    "set_contact_address",
    "update_from_verified_source",
]
