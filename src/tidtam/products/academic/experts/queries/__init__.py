from .committees import (
    committee_of_case,
    committee_of_request,
    get_committee,
    get_member,
    names_to_compare,
    opened_names,
    policy_in_force,
    proposal_of,
)
from .decisions import Remembered, decisions_about
from .experts import (
    FOUND_ORDER,
    Sought,
    expert_list,
    get_expert,
    institutions_deciding,
    keeping_offices,
    open_expert_file,
    policies_of,
)
from .files import open_committee_file

__all__ = [
    "FOUND_ORDER",
    "Remembered",
    "Sought",
    "committee_of_case",
    "committee_of_request",
    "decisions_about",
    "expert_list",
    "get_committee",
    "get_expert",
    "get_member",
    "institutions_deciding",
    "keeping_offices",
    "names_to_compare",
    "open_committee_file",
    "open_expert_file",
    "opened_names",
    "policies_of",
    "policy_in_force",
    "proposal_of",
]
