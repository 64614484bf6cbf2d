from collections.abc import Mapping

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit import actions as audit


def record_export(actor: Actor, *, form: str, matters: int, filters: Mapping[str, object]) -> None:
    """That somebody took the persons of a list out of the product: how many, and by which filters."""
    details = {name: value for name, value in filters.items() if name != "q"}
    if "q" in filters:
        details["searched"] = True
    audit.record(actor, "work_list.exported", "work_list", form, details={**details, "matters": matters})
