"""What holds for all tests: in which order they run, and by which process."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from xdist.scheduler.loadscope import LoadScopeScheduling

from tests.setup.installation import SHARED
from tidtam.config.cluster.temporary import temporary_folder

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.directory",
    "tests.fixtures.thaid",
    "tests.fixtures.digital_id",
]

REPOSITORY = Path(__file__).parent
KEPT_TOGETHER = ("tests/e2e", "tests/setup", "tests/torture", "tests/sandbox_thaid")
"""Folders whose tests share a running product or the machine itself; the longest come first."""
SPREAD = ("tests/access", "tests/hostile_input")
"""Folders of many long tests that share little: whoever is free takes the next."""


def _folder(name: str) -> str:
    return next((folder for folder in (*KEPT_TOGETHER, *SPREAD) if name.startswith(f"{folder}/")), "")


def _group(name: str) -> str:
    """Whose tests stay with one process: those of a folder kept together, else of a file; alone where spread."""
    folder = _folder(name)
    if folder in KEPT_TOGETHER:
        return folder
    return name if folder else name.partition("::")[0]


class ByFolder(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Where several processes share the tests, what is expensive to set up is set up by one of them."""

    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main() -> Generator[None, int, int]:
    """What one process has made, the others of the same run find in the folder of the one that began them."""
    if SHARED in os.environ:
        return (yield)
    with temporary_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(SHARED, str(folder))
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is read to collect the tests stays to the end: looking for waste in it over and over took a fifth of it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFolder:
    return ByFolder(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first; the many short ones of the source end it, and keep no process waiting."""
    order = {folder: place for place, folder in enumerate((*KEPT_TOGETHER, *SPREAD))}
    items.sort(key=lambda item: (order.get(_folder(item.nodeid), len(order)), item.nodeid.startswith("src/")))


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """The same algorithm, without the slowness that only guessers should feel."""
    with pytest.MonkeyPatch.context() as patch:
        for name, cost in (("time_cost", 1), ("memory_cost", 64), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, name, cost)
        yield
