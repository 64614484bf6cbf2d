"""User names: which are allowed, and which look so alike that only one may exist."""

import re

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused

# Latin small letters only: letters of other scripts that look the same cannot be used to pass for somebody.
# A name begins with a letter, so a national ID number is never one; it has no @, so an e-mail address is never one.
_ALLOWED = re.compile(r"[a-z][a-z0-9._-]{2,49}")
_LOOKS_LIKE = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), (".", ""), ("-", ""), ("_", ""))


def clean_username(text: str) -> str:
    name = text.strip().lower()
    if not _ALLOWED.fullmatch(name):
        raise Refused(
            _(
                "A user name has 3 to 50 Latin letters, digits, dots, hyphens or underscores, and begins with "
                "a letter. Choose one like somchai.j"
            ),
            code="username_form",
            field="username",
        )
    return name


def skeleton(name: str) -> str:
    """Equal for names that a hurried reader would take for one another (adm1n, ad.min)."""
    for look, same in _LOOKS_LIKE:
        name = name.replace(look, same)
    return name
