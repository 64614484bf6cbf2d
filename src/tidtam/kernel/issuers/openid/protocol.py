"""What Tidtam needs of a provider. The real client stands in client.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class CardHolder:
    """Whom a provider vouches for. Nothing of it shows in a representation."""

    national_id: str = field(repr=False)
    given_name: str = field(repr=False)
    middle_name: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    given_name_en: str = field(default="", repr=False)
    middle_name_en: str = field(default="", repr=False)
    family_name_en: str = field(default="", repr=False)
    title_en: str = field(default="", repr=False)


@dataclass(frozen=True)
class Identified:
    holder: CardHolder
    by_two_factors: bool
    """Whether the provider asked for more than one proof of who sits there."""


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """In what one provider differs from another."""

    scope: str
    algorithms: frozenset[str]
    """With which its keys sign."""
    holder_of: Callable[[dict[str, Any]], CardHolder]
    """Reads the claims; raises OpenIdFailure where they do not say whose they are."""
    says_two_factors: Callable[[dict[str, Any]], bool]
    """Whether the ID token stands for two factors; only what is signed is asked."""
    asks_userinfo: bool = False
    """Whether it tells of the person at an address of its own, and not in the ID token alone."""


class OpenIdProvider(Protocol):
    """Both ways raise OpenIdFailure; neither takes longer than eight seconds."""

    def authorization_url(self, *, state: str, nonce: str, code_challenge: str) -> str:
        """Where to send the browser, so that the person meets the provider's own page."""

    def identify(self, *, code: str, nonce: str, code_verifier: str, now: datetime) -> Identified:
        """Whom the code stands for."""
