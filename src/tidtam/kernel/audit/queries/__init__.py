from .search import Described, Filters, describe, persons_called, search, views_of

__all__ = ["Described", "Filters", "describe", "persons_called", "search", "views_of"]
