"""Who else knows passwords of people here than the accounts themselves; a shelf above registers it at the start."""

from typing import Protocol

from tidtam.kernel.actor import Actor

from .models import Account


class PasswordSource(Protocol):
    @property
    def is_offered(self) -> bool:
        """Whether this office has switched it on."""

    def account_for(self, actor: Actor, *, name: str, password: str) -> Account | None:
        """Whose password this is, after the same questions and in the same time whether or not anybody has the name.

        Waits for the outside: call it outside of any transaction. Raises `Refused` in words while it cannot be asked.
        """

    def name_of(self, actor: Actor, account: Account) -> str:
        """Under which name the account signs in so; empty where it does not."""


_sources: list[PasswordSource] = []


def register(source: PasswordSource) -> None:
    _sources.append(source)


def offered() -> list[PasswordSource]:
    return [source for source in _sources if source.is_offered]


def names_of(actor: Actor, account: Account) -> list[str]:
    """Under which names the account signs in with a password that is not its own."""
    return [name for source in offered() if (name := source.name_of(actor, account))]
