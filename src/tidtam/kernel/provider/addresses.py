"""Where a service may be answered: whole addresses, registered letter by letter; nothing in them is a pattern."""

from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused

from .models import ADDRESS_LENGTH

MOST_ADDRESSES = 10
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def read_addresses(text: str, field: str, *, needed: bool) -> list[str]:
    """One address a line."""
    found = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if needed and not found:
        raise Refused(_("Give at least one address, one a line."), code="address_missing", field=field)
    if len(found) > MOST_ADDRESSES:
        raise Refused(
            _("At most %(most)d addresses; a second service is registered by itself.") % {"most": MOST_ADDRESSES},
            code="addresses",
            field=field,
        )
    for address in found:
        if not _is_sound(address):
            raise Refused(
                _(
                    "“%(address)s” cannot be used. Write the whole address as the service has it, beginning with "
                    "https://, without * and without anything after #; http:// only for this machine itself."
                )
                % {"address": address[:100]},
                code="address",
                field=field,
            )
    return found


def _is_sound(address: str) -> bool:
    if len(address) > ADDRESS_LENGTH or not address.isascii() or not address.isprintable():
        return False
    if any(sign in address for sign in ("*", "#", "\\", " ", "<", ">", '"')):
        return False
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - a wrong port is only noticed when it is asked for
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def with_answer(address: str, **answer: str) -> str:
    """The registered address with what the service is told; nothing is told that is empty."""
    told = urlencode({name: value for name, value in answer.items() if value})
    if not told:
        return address
    return f"{address}{'&' if urlsplit(address).query else '?'}{told}"
