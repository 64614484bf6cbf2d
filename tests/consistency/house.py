"""The source tree as the rules see it: apps, floors, files, templates."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_WITH_SHELVES = {"kernel", "products", "sandbox"}
_TEMPLATE_SUFFIXES = {".html", ".txt"}


@dataclass(frozen=True)
class Template:
    path: Path
    name: str
    """As code and other templates name it: tracking/case_detail.html."""
    app: str


@dataclass(frozen=True)
class House:
    package: Path
    """src/tidtam, or a small tree in a test."""
    order: list[str] = field(default_factory=list)
    """Apps and floors, each allowed to use those after it: config, sandbox, …, kernel.identity, …, web, thai."""
    beside: tuple[Path, ...] = ()
    """Folders with code of ours outside the package."""
    inner_order: dict[str, list[str]] = field(default_factory=dict)
    """Of a product with apps inside: these, each allowed to use those after it; the product itself uses them all."""

    def place(self, path: Path, line: int = 0) -> str:
        base = next((folder.parent for folder in self.beside if path.is_relative_to(folder)), self.package)
        return f"{path.relative_to(base).as_posix()}{f':{line}' if line else ''}"

    def app_of(self, path: Path) -> str:
        """The app in which a file stands: kernel.people, tracking, tracking.forecast, products.academic.dossier."""
        parts = path.relative_to(self.package).with_suffix("").parts
        if parts[:3] in self._inner:
            return ".".join(parts[:3])
        return ".".join(parts[:2] if parts[0] in _WITH_SHELVES or parts[:2] in self._neighbours else parts[:1])

    @cached_property
    def _neighbours(self) -> set[tuple[str, ...]]:
        """Apps that stand beside an engine on its own floor, inside its package."""
        return {path.relative_to(self.package).parts[:2] for path in self.package.glob("*/*/apps.py")}

    @cached_property
    def _inner(self) -> set[tuple[str, ...]]:
        """Apps inside a product's own package."""
        found = (path.relative_to(self.package).parts[:3] for path in self.package.glob("*/*/*/apps.py"))
        return {parts for parts in found if parts[0] in _WITH_SHELVES}

    @cached_property
    def apps(self) -> dict[str, str]:
        """The label Django knows an app by, with the app."""
        found = [self.app_of(path) for path in self.package.rglob("apps.py")]
        return {(app.partition(".")[2] if self._is_on_a_shelf(app) else app).replace(".", "_"): app for app in found}

    def may_use(self, user: str, used: str) -> bool:
        """Whether the app may name anything of the other: itself, the engine it stands beside, or what stands below."""
        stands_on = {user.rpartition(".")[0], used.rpartition(".")[0]}
        beside = self._uses_inside(user, used) if stands_on & set(self.inner_order) else user.startswith(f"{used}.")
        return user == used or beside or self._rank(user) < self._rank(used)

    def _uses_inside(self, user: str, used: str) -> bool:
        """A product uses the apps inside it, and they each other in their order; none of them uses the product."""
        product, _, name = used.rpartition(".")
        order = self.inner_order.get(product, [])
        if name not in order:
            return False
        own = user.removeprefix(f"{product}.")
        return user == product or (own in order and order.index(own) < order.index(name))

    def _is_on_a_shelf(self, app: str) -> bool:
        return app.partition(".")[0] in _WITH_SHELVES

    def _rank(self, app: str) -> int:
        return self.order.index(app if app in self.order else app.partition(".")[0])

    def python_files(self, *, tests: bool = False, migrations: bool = False) -> list[Path]:
        left_out = {name for name, wanted in (("tests", tests), ("migrations", migrations)) if not wanted}
        files = self.package.rglob("*.py")
        return sorted(path for path in files if not left_out & set(path.relative_to(self.package).parts))

    def trees(self, *, tests: bool = False, migrations: bool = False) -> Iterator[tuple[Path, ast.Module]]:
        for path in self.python_files(tests=tests, migrations=migrations):
            yield path, parsed(path.read_text("utf-8"))

    @cached_property
    def templates(self) -> list[Template]:
        found = []
        for path in sorted(self.package.rglob("templates/**/*")):
            inside = path.relative_to(self.package).parts
            if path.suffix in _TEMPLATE_SUFFIXES and "tests" not in inside:
                name = "/".join(inside[inside.index("templates") + 1 :])
                found.append(Template(path, name, self.app_of(path)))
        return found


def _declared_order() -> list[str]:
    """What pyproject.toml tells import-linter, so that nothing is declared twice."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    by_container = {contract["containers"][0]: contract["layers"] for contract in contracts if "exhaustive" in contract}
    order = []
    for floor in by_container["tidtam"]:
        rows = by_container.get(f"tidtam.{floor}", [])
        # As import-linter writes it: neighbours stand on one line, and what may be missing stands in parentheses.
        shelves = [shelf.strip(" ()") for row in rows for shelf in row.split("|")]
        order += [f"{floor}.{shelf}" for shelf in shelves] or [floor]
    return order


def _inner_orders() -> dict[str, list[str]]:
    """The lowest layers of a product that has apps inside; above them stand the files of the product itself."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {
        contract["containers"][0].removeprefix("tidtam."): [layer.strip("()") for layer in contract["layers"][1:]]
        for contract in contracts
        if contract["type"] == "layers" and "(apps) : " in contract["layers"][0]
    }


HOUSE = House(ROOT / "src" / "tidtam", _declared_order(), (ROOT / "tests", ROOT / "script"), _inner_orders())


@cache
def parsed(text: str) -> ast.Module:
    """A dozen rules read the same files."""
    return ast.parse(text)


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name that is called, as far as it is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


@dataclass(frozen=True)
class Text:
    value: str
    line: int


def texts(node: ast.AST) -> Iterator[Text]:
    """Every text in the code but those that stand alone, which say something to readers of the code only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield Text(child.value, child.lineno)
        yield from texts(child)


def text_of(node: ast.expr) -> str:
    """The text that an expression is, or nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
