"""Every read of matters and processes; the actor comes first, and each begins from what the actor may see."""

from .cases import (
    Filters,
    find_by_code,
    get_case,
    get_own_case,
    get_work_case,
    my_cases,
    number_of,
    objection_to,
    work_list,
)
from .events import entries_of
from .processes import (
    Published,
    get_process,
    in_force,
    other_versions,
    processes_in_use,
    published_processes,
    roles_in_charge,
)

__all__ = [
    "Filters",
    "Published",
    "entries_of",
    "find_by_code",
    "get_case",
    "get_own_case",
    "get_process",
    "get_work_case",
    "in_force",
    "my_cases",
    "number_of",
    "objection_to",
    "other_versions",
    "processes_in_use",
    "published_processes",
    "roles_in_charge",
    "work_list",
]
