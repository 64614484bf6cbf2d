"""For every rule what breaks it, and what nearly does. Add a module here, and its entries are planted."""

from . import part_1

_MODULES = (part_1,)
FAULTS = [change for module in _MODULES for change in module.FAULTS]
NEAR_MISSES = [change for module in _MODULES for change in module.NEAR_MISSES]
