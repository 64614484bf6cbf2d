from tests.access.conftest import undone, world

__all__ = ["undone", "world"]
