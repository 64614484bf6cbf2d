"""What a product hands over to the engine. The engine knows products only through this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.functional import Promise

from tidtam.kernel.actor import Actor

from .models import Case


@dataclass(frozen=True, slots=True)
class Panel:
    """What a product shows of its own on an officer's page of a matter."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    buttons: Sequence[tuple[str, str | Promise]] = ()
    """What the product does itself: the address and the words of each button."""
    replaced_acts: frozenset[str] = frozenset()
    """Acts of the engine that the product offers in a way of its own."""


@dataclass(frozen=True, slots=True)
class ProductPlugin:
    name: str
    process_files: tuple[Path, ...] = ()
    """Definitions the product seeds; each file is named after its process's key."""
    case_panel: Callable[[Actor, Case], Panel | None] | None = None

    def owns(self, process_key: str) -> bool:
        return any(file.stem == process_key for file in self.process_files)


_plugins: dict[str, ProductPlugin] = {}


def register(plugin: ProductPlugin) -> None:
    """Called once from the product's `AppConfig.ready`."""
    known = _plugins.setdefault(plugin.name, plugin)
    if known != plugin:
        raise ValueError(f"two products are called {plugin.name}")


def plugins() -> tuple[ProductPlugin, ...]:
    return tuple(_plugins.values())


def panel_for(actor: Actor, case: Case) -> Panel | None:
    """The panel of the product whose process this is, if it shows one."""
    for plugin in _plugins.values():
        if plugin.case_panel is not None and plugin.owns(case.process.key):
            return plugin.case_panel(actor, case)
    return None
