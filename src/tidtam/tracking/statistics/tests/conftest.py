from tidtam.tracking.tests.conftest import browse, world

__all__ = ["browse", "world"]
