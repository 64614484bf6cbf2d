"""A department with its staff and three years of their matters."""

from .cast import file_named_matters
from .matters import employees_of, file_matters, matters_for
from .staff import employ_staff

__all__ = ["employ_staff", "employees_of", "file_matters", "file_named_matters", "matters_for"]
