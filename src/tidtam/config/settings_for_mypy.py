"""The settings mypy reads: those of the product, and the sandbox's models beside them.

At run time the two are never in one process; for the checking of types one registry that knows all models will do.
"""

from .settings import *  # noqa: F403
from .settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tidtam.sandbox.thaid"]
