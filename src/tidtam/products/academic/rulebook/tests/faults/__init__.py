"""For every rule what breaks it, and what nearly does. Add a module here, and its entries are planted."""

from . import documents, experts, part_1, part_2, part_3, part_4, part_5, participation, royal, whole, works

_MODULES = (
    *(whole, part_1, works, part_2, part_3, part_4, part_5),
    *(documents, participation, experts, royal),
)
FAULTS = [change for module in _MODULES for change in module.FAULTS]
NEAR_MISSES = [change for module in _MODULES for change in module.NEAR_MISSES]
