from .records import Happened, record, record_many, record_view

__all__ = ["Happened", "record", "record_many", "record_view"]
