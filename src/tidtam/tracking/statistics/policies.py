from django.db.models import Q

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.queries import subtree
from tidtam.tracking.policies import charges


def in_charge(actor: Actor, office: str, organization: str, version: str) -> Q:
    """What is counted of the matters in the actor's charge, at this office or below it; the fields are named."""
    found = Q(pk__in=[])
    for path, versions in charges(actor):
        found |= Q(**{f"{organization}__in": subtree(path).order_by().values("id"), f"{version}__in": versions})
    return found & Q(**{f"{organization}__in": subtree(office).order_by().values("id")}) if office else found
