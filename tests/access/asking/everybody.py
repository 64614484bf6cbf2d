"""What anybody may open, and the health of the product."""

from .ask import Ask, Asking, plain

ASKING: dict[str, dict[str, Asking]] = {
    "about": plain(),
    "components_gallery": plain(),
    "demo": plain(),
    "demo_become": {
        "lecturer": lambda world: Ask({"key": "lecturer"}),
        "none": lambda world: Ask({"key": "nobody"}),
    },
    "health_live": plain(),
    "health_ready": plain(),
    "home": plain(),
    "landing": plain(),
    "maintenance": plain(),
    "robots": plain(),
    "set_language": plain(language="en", next="/"),
}
