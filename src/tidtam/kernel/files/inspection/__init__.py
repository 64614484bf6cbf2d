"""Finding out what a file really is, in a process of its own that knows no secret."""

from .inspect import Inspected, inspect_content

__all__ = ["Inspected", "inspect_content"]
