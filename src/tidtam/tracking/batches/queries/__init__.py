"""Every read of bulk actions and imports; the actor comes first, and each begins from what is their own."""

from .bulk import bulk_counts, bulk_items, chosen_cases, get_bulk, my_bulks, ordered_bulk, waiting_items
from .imports import (
    get_import,
    import_in_hand,
    matters_received,
    mistakes_of,
    my_imports,
    offices_for,
    processes_to_import,
)

__all__ = [
    "bulk_counts",
    "bulk_items",
    "chosen_cases",
    "get_bulk",
    "get_import",
    "import_in_hand",
    "matters_received",
    "mistakes_of",
    "my_bulks",
    "my_imports",
    "offices_for",
    "ordered_bulk",
    "processes_to_import",
    "waiting_items",
]
