"""Where the wizard is, and what it says is wrong."""

from typing import Any


def where(response: Any) -> str:
    return str(response.headers.get("location", ""))


def wrong(response: Any) -> dict[str, Any]:
    return dict(response.context["form"].errors)
