"""What Tidtam needs of ThaiD. The real client stands in client.py."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class CardHolder:
    """Whom ThaiD vouches for. Nothing of it shows in a representation."""

    national_id: str = field(repr=False)
    given_name: str = field(repr=False)
    middle_name: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    given_name_en: str = field(default="", repr=False)
    middle_name_en: str = field(default="", repr=False)
    family_name_en: str = field(default="", repr=False)
    title_en: str = field(default="", repr=False)


class ThaidProvider(Protocol):
    """Both ways raise ThaidFailure; neither takes longer than eight seconds."""

    def authorization_url(self, *, state: str, nonce: str, code_challenge: str) -> str:
        """Where to send the browser, so that the person meets the QR code."""

    def identify(self, *, code: str, nonce: str, code_verifier: str, now: datetime) -> CardHolder:
        """Whom the code stands for."""
