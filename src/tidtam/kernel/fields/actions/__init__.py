"""The list of fields of study is brought to what a file says."""

from .importing import Imported, import_fields
from .reading import FieldRow, Mistake, read_rows

__all__ = ["FieldRow", "Imported", "Mistake", "import_fields", "read_rows"]
