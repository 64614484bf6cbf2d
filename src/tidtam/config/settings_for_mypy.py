"""The settings mypy reads: those of the product, and the models of the sandboxes' process beside them.

At run time the two are never in one process; for the checking of types one registry that knows all models will do.
"""

from .outside.sandboxes import SANDBOXES
from .settings import *  # noqa: F403
from .settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, *(sandbox.name for sandbox in SANDBOXES)]
