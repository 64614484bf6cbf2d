from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.products.registry.models import Justification
from tidtam.products.registry.policies import justification_scope


def justification_of_case(actor: Actor, case_id: UUID) -> Justification | None:
    return justification_scope(Justification.objects.filter(case=case_id), actor).first()
