"""Rule sets as files: TOML to a set, or a refusal that says where it is wrong."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from pydantic import ValidationError

from .model import RuleSet

FOLDER = Path(__file__).parent
MOST_BYTES = 1_000_000


class NotARuleSet(Exception):
    def __init__(self, *mistakes: str) -> None:
        self.mistakes = mistakes
        super().__init__("; ".join(mistakes))


def read_rule_set(data: bytes) -> RuleSet:
    if len(data) > MOST_BYTES:
        raise NotARuleSet(_("The file is larger than a set of rules can be."))
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotARuleSet(_("This is not TOML: %(error)s") % {"error": str(error)[:200]}) from None
    try:
        return RuleSet.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:20]
        raise NotARuleSet(*(f"{'.'.join(map(str, one['loc'])) or '-'}: {one['msg']}" for one in found)) from None


@cache
def shipped() -> tuple[RuleSet, ...]:
    """The sets that come with the product, the oldest first."""
    made = [read_rule_set(file.read_bytes()) for file in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(made, key=lambda rule_set: (rule_set.in_force_from, rule_set.key)))
