"""What is wrong with something a person typed."""

from collections.abc import Mapping

Fact = str | int


class ThaiInputError(ValueError):
    """`message` is the English source text of a sentence, `facts` fills its places.

    The Thai text stands in this package's own catalogue: show it with
    `gettext(error.message) % error.facts`. Neither repeats a number or
    a name that was typed, so both may stand in a log.
    """

    def __init__(self, code: str, message: str, facts: Mapping[str, Fact] | None = None) -> None:
        self.code = code
        self.message = message
        self.facts = dict(facts or {})
        super().__init__(message % self.facts)


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue, as Django's function of this name does."""
    return message
