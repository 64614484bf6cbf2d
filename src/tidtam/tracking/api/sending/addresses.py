"""Where a webhook may go: never into our own network, whatever a name leads to today.

The address that was judged is the one that is connected to, so that a name cannot change its mind in between.
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOOK_UP_SECONDS = 3
_PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")  # outside of it are, among others, IPv4 addresses in other clothes
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(Exception):
    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"https": 443, "http": 80}[self.scheme] else f"{host}:{self.port}"


def read_target(url: str) -> Target:
    """The parts of the address; plain http only to this machine, and only outside production."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna" if not _literal(host) else "ascii")
    except ValueError:
        raise Forbidden(_("This is no address.")) from None
    if not url.isascii() or not url.isprintable() or " " in url or not host:
        raise Forbidden(_("This is no address."))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Forbidden(_("Leave out user name, password and what follows #."))
    may_be_plain = parts.scheme == "http" and not settings.ENVIRONMENT.is_production
    if parts.scheme != "https" and not may_be_plain:
        raise Forbidden(_("The address begins with https://"))
    path = parts.path or "/"
    default = 443 if parts.scheme == "https" else 80
    return Target(parts.scheme, host, port or default, f"{path}?{parts.query}" if parts.query else path)


async def allowed_addresses(target: Target) -> list[str]:
    """What the name leads to now. One forbidden address among them forbids all."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(LOOK_UP_SECONDS):
            found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        raise Forbidden(_("The name of the receiver cannot be found.")) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(_may_go_to(target, address) for address in addresses):
        raise Forbidden(_("The address leads into a private network, where nothing is sent."))
    return addresses


def _may_go_to(target: Target, text: str) -> bool:
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return not settings.ENVIRONMENT.is_production
    if isinstance(address, ipaddress.IPv6Address) and (
        address not in _PUBLIC_IPV6 or address.sixtofour or address.teredo
    ):
        return False
    return target.scheme == "https" and address.is_global and not address.is_multicast


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
