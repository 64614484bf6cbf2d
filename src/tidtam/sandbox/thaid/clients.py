"""The relying parties the sandbox knows. They are configuration: nobody registers here by himself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .scopes import SCOPES


@dataclass(frozen=True)
class Client:
    id: str
    secret: str
    redirect_uris: tuple[str, ...]
    name_th: str
    name_en: str
    scopes: frozenset[str] = frozenset(SCOPES)
    """What the authority has approved for this service; anything else is `invalid_scope`."""

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> "Client":
        return cls(
            id=str(entry["id"]),
            secret=str(entry["secret"]),
            redirect_uris=tuple(str(uri) for uri in entry["redirect_uris"]),
            name_th=str(entry.get("name_th") or entry["id"]),
            name_en=str(entry.get("name_en") or entry["id"]),
            scopes=frozenset(str(entry["scopes"]).split()) if "scopes" in entry else frozenset(SCOPES),
        )

    def name(self, language: str) -> str:
        return self.name_th if language == "th" else self.name_en
