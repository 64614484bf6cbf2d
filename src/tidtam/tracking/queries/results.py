import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people import private_text
from tidtam.tracking.choices import MOVES
from tidtam.tracking.models import Case, CaseEvent, CaseResult


def with_content(result: CaseResult) -> CaseResult | None:
    """The result with what it says; None once its subject's key was destroyed."""
    text = private_text.unseal(result.case.subject_id, result.sealed)
    if text is None:
        return None
    result.content = json.loads(text)
    return result


def standing_result(actor: Actor, case: Case) -> CaseResult | None:
    """What came of an ended matter the actor was given, as it was last stated; none once it was taken up again."""
    if case.is_open:
        return None
    moves = CaseEvent.objects.filter(case=case, kind__in=MOVES)
    ended = moves.aggregate(last=Max("sequence"))["last"]
    # A correction states it anew under its own number, which is higher than that of the ending.
    given = CaseResult.objects.filter(case=case, sequence__gte=ended).order_by("-sequence").first()
    if given is None:
        return None
    given.case = case
    return with_content(given)


def is_last_word(actor: Actor, result: CaseResult) -> bool:
    """Whether nothing moved the matter since the result came of it, and no correction stated it otherwise."""
    standing = standing_result(actor, result.case)
    return standing is not None and standing.pk == result.pk


def results_of(actor: Actor, case: Case) -> dict[int, CaseResult]:
    """Everything that ever came of a matter the actor was given, by the number of the event that said so."""
    given = list(CaseResult.objects.filter(case=case))
    opened = private_text.unseal_all((case.subject_id, result.sealed) for result in given)
    found = {}
    for result, text in zip(given, opened, strict=True):
        if text is not None:
            result.content = json.loads(text)
            found[result.sequence] = result
    return found


def offices_named(contents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The organisations that results speak of, by their ids; what an organisation is called is known to everybody."""
    ids = {content["organization"] for content in contents if "organization" in content}
    return {str(office.pk): office.name for office in Organization.objects.filter(pk__in=ids)} if ids else {}
