"""Templates that offices print their papers with."""

from tests.access.world import World
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.layouts.models import Layout

from .ask import NOBODY, Ask, Asking, each, plain

_TEMPLATE = '#let data = json("dossier.json")\n#set document(title: "a")\n= A\n#data.draft #data.edition\n'
_PAPER = "request_form"


def _form(world: World, office: Organization) -> dict[str, str]:
    day = world.today.isoformat()
    return {"organization": str(office.pk), "paper": _PAPER, "text": _TEMPLATE, "in_force_from": day}


def _layout(world: World, label: str) -> Ask:
    if label == "none":
        return Ask({"layout_id": NOBODY})
    office = world.a if label == "a" else world.b
    with acting_as(SYSTEM):
        given = {"template": _TEMPLATE, "uploaded_at": SYSTEM.now()}
        layout, _made = Layout.objects.get_or_create(organization=office, paper=_PAPER, number=1, defaults=given)
    return Ask({"layout_id": layout.pk}, _form(world, office))


def _paper(_world: World, label: str) -> Ask:
    return Ask({"paper": label})


ASKING: dict[str, dict[str, Asking]] = {
    "academic_layouts:layouts": plain(),
    "academic_layouts:upload": {"": lambda world: Ask(form=_form(world, world.a))},
    "academic_layouts:sample_data": each(_paper, _PAPER, "none"),
    "academic_layouts:starter": each(_paper, _PAPER, "none"),
    "academic_layouts:layout": each(_layout, "a", "b", "none"),
    "academic_layouts:layout_file": each(_layout, "a", "b", "none"),
    "academic_layouts:preview": each(_layout, "a", "b", "none"),
    "academic_layouts:publish": each(_layout, "a", "b", "none"),
    "academic_layouts:end": each(_layout, "a", "b", "none"),
    "academic_layouts:change": each(_layout, "a", "b", "none"),
}
