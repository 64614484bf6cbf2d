"""Which number of a person a client is shown: masked, unless it was trusted with whole ones."""

from django.http import Http404

from tidtam.kernel.people.actions import reveal_number
from tidtam.kernel.people.queries import masked_number
from tidtam.tracking.models import Case

from .choices import Scope
from .door import ApiRequest


def number_shown(request: ApiRequest, case: Case) -> str:
    """A whole number is on record as looked at, before it is shown."""
    if request.presented is None or Scope.NUMBERS not in request.presented.scopes:
        return masked_number(request.actor, case.subject_id)
    try:
        return reveal_number(request.actor, case.subject_id, organization_path=case.organization_path)
    except Http404:
        return ""
