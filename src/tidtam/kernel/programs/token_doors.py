"""Whose rules hold at the token endpoint: the client id tells. Shelves above this one bring clients of their own."""

from collections.abc import Callable
from typing import Any

from tidtam.kernel.actor import Actor

Maker = Callable[[Actor, str], Any | None]
"""Given who asks and a client id: an `oauthlib` server if the client is one of its own, else nothing."""

_makers: list[Maker] = []


def register(maker: Maker) -> None:
    if maker not in _makers:
        _makers.append(maker)


def server_of_other(visitor: Actor, client_id: str) -> Any | None:
    return next((server for maker in _makers if (server := maker(visitor, client_id)) is not None), None)
