"""What each file is for, and what it must leave to others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.consistency.house import House, calls, dotted, texts

_TRANSLATORS = {"views", "api", "tasks", "forms"}
_MANAGERS = {"objects", "_default_manager", "_base_manager"}
_SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
_JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
_LONGEST_FILE = 500
_LONGEST_VIEW = 25

_CLOCKS = {"now", "utcnow", "today", "localdate", "localtime", "time"}
_CLOCK_OWNERS = {"timezone", "datetime", "date", "time", "dt"}
_DATABASE_CLOCK = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\bcurrent_(timestamp|date|time)\b", re.I
)
_KEEPER_OF_THE_CLOCK = "kernel.actor"


def _duty(house: House, path: Path) -> str:
    """views for views.py and for views/cases.py; the name of the app itself says nothing."""
    inside = house.app_of(path).count(".") + 1
    parts = path.relative_to(house.package).with_suffix("").parts[inside:]
    return next((part for part in parts if part in _TRANSLATORS), "")


def translators_touch_no_tables(house: House) -> Iterator[str]:
    for path, tree in house.trees():
        if not _duty(house, path):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _MANAGERS:
                yield f"{house.place(path, node.lineno)}: .{node.attr}: ask a query or an action"
            if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in _SHORTCUTS:
                yield f"{house.place(path, node.lineno)}: {dotted(node.func)}(): ask a query"


def views_are_thin(house: House) -> Iterator[str]:
    for path, tree in house.trees():
        if _duty(house, path) != "views":
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > _LONGEST_VIEW:
                    yield f"{house.place(path, node.lineno)}: {node.name} has {length} lines"


def _is_code(path: Path) -> bool:
    """A script has no ending."""
    return path.is_file() and path.suffix in {".py", ""} and "node_modules" not in path.parts


def files_are_short(house: House) -> Iterator[str]:
    beside = [path for folder in house.beside for path in sorted(folder.rglob("*")) if _is_code(path)]
    inside = [*house.python_files(tests=True, migrations=True), *(template.path for template in house.templates)]
    for path in [*inside, *beside]:
        length = len(path.read_text("utf-8").splitlines())
        if length > _LONGEST_FILE:
            yield f"{house.place(path)}: {length} lines; split it by noun"


def names_say_something(house: House) -> Iterator[str]:
    for path in house.python_files(tests=True):
        if _JUNK_DRAWERS & set(path.relative_to(house.package).with_suffix("").parts):
            yield f"{house.place(path)}: the name says nothing of what is inside"


def one_clock(house: House) -> Iterator[str]:
    """Only the actor's shelf asks what time it is; the database is never asked."""
    for path, tree in house.trees(migrations=True):
        if house.app_of(path) == _KEEPER_OF_THE_CLOCK:
            continue
        for call, name in calls(tree):
            owner, _, function = name.rpartition(".")
            if function in _CLOCKS and owner.rpartition(".")[2] in _CLOCK_OWNERS:
                yield f"{house.place(path, call.lineno)}: {name}(): ask the actor what time it is"
            if name.rpartition(".")[2] in {"Now", "TransactionNow"}:
                yield f"{house.place(path, call.lineno)}: {name}(): the database's clock is not ours"
            for keyword in call.keywords:
                if keyword.arg in {"auto_now", "auto_now_add"}:
                    yield f"{house.place(path, call.lineno)}: {keyword.arg}: the action gives the time"
        for text in texts(tree):
            if _DATABASE_CLOCK.search(text.value):
                yield f"{house.place(path, text.line)}: SQL asks the database's clock"
