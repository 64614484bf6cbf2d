"""The version number in the text of a definition file."""

import re

_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_VERSION = re.compile(r"^([ \t]*version[ \t]*=[ \t]*)[0-9_]+", re.MULTILINE)


def with_number(text: str, number: int) -> str:
    """The text with another number where it says `version =`, above the steps; what stands around it stays."""
    first_table = _TABLE.search(text)
    end = first_table.start() if first_table else len(text)
    return _VERSION.sub(rf"\g<1>{number}", text[:end], count=1) + text[end:]
