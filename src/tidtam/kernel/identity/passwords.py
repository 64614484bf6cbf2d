"""Passwords that whoever knows the place would try first."""

import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CONTEXT_WORDS = (Path(__file__).parent / "data/words_of_the_place.txt").read_text("utf-8").split()
LEAST_BESIDE = 6
_YEAR = r"(?:19|20|25)[0-9]{2}"
_KNOWN = re.compile("|".join([*sorted(map(re.escape, CONTEXT_WORDS), key=len, reverse=True), _YEAR]))
_BETWEEN = re.compile(r"[\s._\-!@#*]+")


class OwnWordsValidator:
    """What words of the place and years leave over must still be something to guess."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - the protocol's
        left, known = _KNOWN.subn("", _BETWEEN.sub("", password.casefold()))
        if known and len(left) < LEAST_BESIDE:
            raise ValidationError(self.get_help_text(), code="password_of_the_place")

    def get_help_text(self) -> str:
        return _("This password is made of words that anybody who knows this place would try. Add others.")
