"""Every read of matters and processes; the actor comes first, and each begins from what the actor may see."""

from .cases import (
    continuation_of,
    earlier_matters,
    find_by_code,
    get_case,
    get_own_case,
    get_work_case,
    my_cases,
    number_of,
    objection_to,
    went_on_for_now,
)
from .events import entries_of, seen_version
from .processes import (
    Published,
    can_hand_in_objection,
    get_process,
    in_force,
    processes_in_use,
    published_processes,
    roles_in_charge,
    versions_to_move_to,
)
from .saved_views import get_saved_view, saved_views
from .work_list import Filters, offices_in_charge, page_of_work, work_list

__all__ = [
    "Filters",
    "Published",
    "can_hand_in_objection",
    "continuation_of",
    "earlier_matters",
    "entries_of",
    "find_by_code",
    "get_case",
    "get_own_case",
    "get_process",
    "get_saved_view",
    "get_work_case",
    "in_force",
    "my_cases",
    "number_of",
    "objection_to",
    "offices_in_charge",
    "page_of_work",
    "processes_in_use",
    "published_processes",
    "roles_in_charge",
    "saved_views",
    "seen_version",
    "versions_to_move_to",
    "went_on_for_now",
    "work_list",
]
