"""Accounts that an administrator helps with."""

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain


def _account(world: World, label: str) -> Ask:
    """The officer of A, the administrator's own, or nobody's."""
    owners = {"a": "institution", "own": "account_admin"}
    account_id = world.accounts[owners[label]].pk if label in owners else NOBODY
    return Ask({"account_id": account_id})


def _deed(world: World, label: str) -> Ask:
    asked = _account(world, label)
    return Ask({**asked.kwargs, "deed": "lock"}, {"reason": "พบการใช้งานผิดปกติ"})


ASKING: dict[str, dict[str, Asking]] = {
    "helpdesk:account": each(_account, "a", "own", "none"),
    "helpdesk:deed": each(_deed, "a", "own", "none"),
    "helpdesk:search": plain(),
}
