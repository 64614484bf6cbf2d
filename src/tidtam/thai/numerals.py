"""Thai and Arabic digits."""

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def to_thai(text: str | int) -> str:
    return str(text).translate(_TO_THAI)


def to_arabic(text: str) -> str:
    return text.translate(_TO_ARABIC)


def for_letter(number: int) -> str:
    """A number as an official letter writes it: ๑,๒๓๔."""
    return to_thai(f"{number:,}")
