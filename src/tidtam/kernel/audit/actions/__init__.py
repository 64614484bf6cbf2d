from .records import record, record_view

__all__ = ["record", "record_view"]
