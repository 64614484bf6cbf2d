"""What a product hands over to the engine. The engine knows products only through this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.functional import Promise

from tidtam.kernel import personal_data
from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import Holding

from .models import Case, CaseResult
from .versions import definition_of


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
    result_subscriptions: Mapping[str, Callable[[Actor, CaseResult], None]] = field(default_factory=dict)
    """What the product makes of results, by their names: each is handed over once, by a job, as the system."""
    result_of: Callable[[Actor, Case], Mapping[str, object] | None] | None = None
    """What came of a matter of the product's, as far as the product knows it: asked once the ending stands in the
    history. People are asked for what the result must say beyond it."""
    reopened: Callable[[Actor, Case], None] | None = None
    """Told in the same transaction that an ended matter of the product's was taken up again."""
    withdrawn: Callable[[Actor, Case], None] | None = None
    """Told in the same transaction that a matter of the product's was taken back, on whichever page that was done."""
    own_list: str = "my_cases"
    """The name of the page on which people follow their own matters of this product."""
    api_router: Callable[[], object] | None = None
    """Makes a django-ninja router of the product's own calls, mounted at /api/v1/<name>/."""
    personal_data: tuple[Holding, ...] = ()
    """What the product keeps of people: how each kind is handed over (`export_person`), what of it the law holds back,
    and how the rest is erased (`erase_person`)."""
    binds: bool = True
    """Whether its matters are official papers that stand in the way of erasure; not so where they are about it."""
    opens_itself: bool = False
    """Its matters need facts of its own: no other program opens them but through the product's router."""

    def owns(self, process_key: str) -> bool:
        return any(file.stem == process_key for file in self.process_files)


_plugins: dict[str, ProductPlugin] = {}


def register(plugin: ProductPlugin) -> None:
    """Called once from the product's `AppConfig.ready`."""
    known = _plugins.setdefault(plugin.name, plugin)
    if known != plugin:
        raise ValueError(f"two products are called {plugin.name}")
    personal_data.register(*plugin.personal_data)


def plugins() -> tuple[ProductPlugin, ...]:
    return tuple(_plugins.values())


def opens_itself(process_key: str) -> bool:
    return any(plugin.opens_itself and plugin.owns(process_key) for plugin in _plugins.values())


def unbinding_processes() -> set[str]:
    """The processes whose matters do not stand in the way of erasing their subject."""
    return {file.stem for plugin in _plugins.values() if not plugin.binds for file in plugin.process_files}


def panel_for(actor: Actor, case: Case) -> Panel | None:
    """The panel of the product whose process this is, if it shows one."""
    owner = _owner(case)
    return owner.case_panel(actor, case) if owner and owner.case_panel else None


def replaced_acts(actor: Actor, case: Case) -> frozenset[str]:
    """The acts of the engine that the product does in a way of its own, so that the engine leaves them alone."""
    panel = panel_for(actor, case)
    return panel.replaced_acts if panel else frozenset()


def result_of(actor: Actor, case: Case) -> Mapping[str, object] | None:
    """What the product whose process this is knows of what came of the matter; None if it has no word on it."""
    owner = _owner(case)
    return owner.result_of(actor, case) if owner and owner.result_of else None


def own_list_of(case: Case) -> str:
    owner = _owner(case)
    return owner.own_list if owner else "my_cases"


def tell_reopened(actor: Actor, case: Case) -> None:
    owner = _owner(case)
    if owner and owner.reopened:
        owner.reopened(actor, case)


def tell_withdrawn(actor: Actor, case: Case) -> None:
    owner = _owner(case)
    if owner and owner.withdrawn:
        owner.withdrawn(actor, case)


def _owner(case: Case) -> ProductPlugin | None:
    key = definition_of(case.process_version_id).key
    return next((plugin for plugin in _plugins.values() if plugin.owns(key)), None)


def subscribers_of(result_name: str) -> list[str]:
    return [plugin.name for plugin in _plugins.values() if result_name in plugin.result_subscriptions]


def subscription(subscriber: str, result_name: str) -> Callable[[Actor, CaseResult], None] | None:
    """What takes the result; None once the product is no longer installed or no longer asks for it."""
    plugin = _plugins.get(subscriber)
    return plugin.result_subscriptions.get(result_name) if plugin else None
