from .records import INTO_TRAIL, Happened, record, record_many, record_view, trail_values

__all__ = ["INTO_TRAIL", "Happened", "record", "record_many", "record_view", "trail_values"]
