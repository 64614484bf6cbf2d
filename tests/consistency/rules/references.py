"""References between apps that no import shows."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.consistency.house import House, calls, dotted, text_of
from tidtam.kernel.access.choices import Role

_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
_MODEL_SIGNALS = {"pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"}
_ROLE_QUESTIONS = {"holds", "holds_any", "paths", "officer_required"}


def foreign_keys_point_down(house: House) -> Iterator[str]:
    for path, tree in house.trees():
        for call, name in calls(tree):
            if name.rpartition(".")[2] not in _RELATIONS:
                continue
            targets = [
                *call.args[:1],
                *(keyword.value for keyword in call.keywords if keyword.arg in {"to", "through"}),
            ]
            for target in targets:
                if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
                    label = target.value.partition(".")[0]
                    used = house.apps.get(label)
                    if used and not house.may_use(house.app_of(path), used):
                        yield f"{house.place(path, call.lineno)}: a key to {target.value}, which stands above"


def engines_know_no_neighbour(house: House) -> Iterator[str]:
    """A floor's engine hands out places where its neighbours join in; it imports none of them."""
    neighbours = {app for app in house.apps.values() if house.may_use(app, app.partition(".")[0])}
    for path, tree in house.trees(tests=True):
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        for node in imports:
            for name in _imported(house, path, node):
                used = ".".join(name.split(".")[1:3])
                if used in neighbours and house.app_of(path) == used.partition(".")[0]:
                    yield f"{house.place(path, node.lineno)}: {used} stands beside the engine, not inside"


def _imported(house: House, path: Path, node: ast.Import | ast.ImportFrom) -> list[str]:
    """The full names of the modules, as tidtam.tracking.forecast.queries."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = ("tidtam", *path.relative_to(house.package).parts[: -node.level]) if node.level else ()
    base = ".".join([*package, *filter(None, [node.module])])
    return [f"{base}.{alias.name}" for alias in node.names]


def models_are_not_fetched_by_name(house: House) -> Iterator[str]:
    for path, tree in house.trees():
        for call, name in calls(tree):
            function = name.rpartition(".")[2]
            own_module = function == "import_module" and "tidtam" in ast.unparse(call)
            if function in {"get_model", "get_models"} or own_module:
                yield f"{house.place(path, call.lineno)}: {name}() hides what is imported"


def own_apps_send_no_signals(house: House) -> Iterator[str]:
    for path, tree in house.trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals":
                for alias in node.names:
                    if alias.name in _MODEL_SIGNALS:
                        yield f"{house.place(path, node.lineno)}: {alias.name}: call an action instead of a signal"
            if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "Signal":
                yield f"{house.place(path, node.lineno)}: a signal of our own: call an action instead"


def roles_exist(house: House) -> Iterator[str]:
    for path, tree in house.trees(tests=True):
        for call, name in calls(tree):
            if name.rpartition(".")[2] not in _ROLE_QUESTIONS:
                continue
            # holds(role, path): the second argument is a place, not a role.
            first = call.args[:1] if name.endswith(("holds", "holds_any")) else call.args
            for argument in first:
                roles = argument.elts if isinstance(argument, ast.Tuple) else [argument]
                for role in filter(None, map(text_of, roles)):
                    if role not in Role.values:
                        yield f"{house.place(path, call.lineno)}: there is no role {role!r}"
