"""Agencies, their tokens, and the requests for new ones."""

from tests.access.world import World
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.agencies.actions import ask_for_token, issue_token
from tidtam.kernel.agencies.models import AgencyToken

from .ask import NOBODY, Ask, Asking, each, plain


def _agency(world: World, label: str) -> Ask:
    offices = {"a": world.a.pk, "b": world.b.pk, "ministry": world.ministry.pk}
    form = {"letter_no": "อว 0201/1", "lives_days": "30", "reason": "สูญหาย"}
    return Ask({"organization_id": offices.get(label, NOBODY)}, form)


def _token(world: World, label: str) -> Ask:
    form = {"reason": "ส่งผิดหน่วยงาน", "token": "no token"}
    if label == "none":
        return Ask({"token_id": NOBODY}, form)
    known = AgencyToken.objects.filter(organization=world.a, spent_at=None, revoked_at=None).first()
    with acting_as(SYSTEM):
        token = known or issue_token(SYSTEM, world.a).token
    return Ask({"token_id": token.pk}, form)


def _request(world: World, label: str) -> Ask:
    """What the applicant asked."""
    if label == "none":
        return Ask({"request_id": NOBODY}, {"reason": "มิได้เป็นบุคลากร"})
    applicant = world.acting("applicant")
    with acting_as(applicant):
        asked = ask_for_token(applicant, world.a, reason="หนังสือสูญหาย")
    return Ask({"request_id": asked.pk}, {"reason": "มิได้เป็นบุคลากร"})


def _asked(world: World, label: str) -> Ask:
    return Ask(form={"organization": world.a.pk, "reason": "หนังสือสูญหาย"})


ASKING: dict[str, dict[str, Asking]] = {
    "agencies:agency": each(_agency, "a", "b", "ministry", "none"),
    "agencies:ask": {"": lambda world: _asked(world, "")},
    "agencies:enter": plain(token="AAAAA-AAAAA"),
    "agencies:issue": each(_agency, "a", "ministry", "none"),
    "agencies:letter": each(_token, "a", "none"),
    "agencies:list": plain(),
    "agencies:mine": plain(),
    "agencies:request": each(_request, "a", "none"),
    "agencies:requests": plain(),
    "agencies:revoke": each(_token, "a", "none"),
    "agencies:token": each(_token, "a", "none"),
}
