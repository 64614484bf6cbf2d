from tests.access.conftest import undone, world
from tidtam.kernel.identity.tests.conftest import quick_passwords

__all__ = ["quick_passwords", "undone", "world"]
