"""The experts who were appointed: those outside the field, those not on the list, and the order itself."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.structure import Expert, NotListed, OutsideField

from .findings import Day, Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, numbered
from .registry import rule
from .signing import CHAIR, faulty_signature
from .supervisors import name_key
from .wanting import no_exact_day

_MEMBERS, _ORDER = "/committee/members", "/documents/experts_order"
_OUTSIDE, _NOT_LISTED = "/documents/experts_outside_field", "/documents/experts_not_listed"


def _members(look: Look, name: str) -> Iterator[tuple[str, Expert] | Said]:
    """Each member who was said not to be in the field, or on the list; and where it was not said at all."""
    members = look.dossier.committee.members
    if not members:
        yield cannot_tell(_MEMBERS, _("The members of the expert committee are missing."))
    for place, member in numbered(_MEMBERS, members):
        answer = getattr(member, name)
        if answer is None:
            yield cannot_tell(f"{place}/{name}", _("This has not been said of the expert."))
        elif not answer:
            yield place, member


def _strangers(look: Look, place: str, entries: Sequence[OutsideField | NotListed]) -> Iterator[Said]:
    """Entries that name nobody of the committee."""
    known = {name_key(member.name) for member in look.dossier.committee.members}
    for inner, entry in numbered(place, entries):
        if name_key(entry.expert) not in known:
            yield fails(
                f"{inner}/expert",
                _("“%(name)s” is not among the members of the expert committee."),
                _("Write the name as it stands among the members."),
                name=entry.expert.strip() or "–",
            )


@rule("DOC-606", _("Experts outside the field of study"), part=Part.DOCUMENTS, stage=Stage.MINISTRY)
def outside_the_field_with_reason(look: Look) -> Iterator[Said]:
    entries = look.dossier.documents.experts_outside_field
    reasons = {name_key(entry.expert): (place, entry) for place, entry in numbered(_OUTSIDE, entries)}
    for found in _members(look, "in_field"):
        if isinstance(found, Said):
            yield found
            continue
        _place, member = found
        place, entry = reasons.get(name_key(member.name), (_OUTSIDE, None))
        if entry is None or is_empty(entry.reason):
            yield fails(
                place if entry is None else f"{place}/reason",
                _("“%(name)s” is of another field of study; the reason of the academic position committee is missing."),
                _("Write why the committee found it necessary to appoint this expert."),
                name=member.name.strip() or "–",
            )
    if look.dossier.committee.members:
        yield from _strangers(look, _OUTSIDE, entries)


@rule("DOC-607", _("Experts not on the list"), part=Part.DOCUMENTS, stage=Stage.MINISTRY)
def not_listed_with_approval(look: Look) -> Iterator[Said]:
    entries = look.dossier.documents.experts_not_listed
    approvals = {name_key(entry.expert): (place, entry) for place, entry in numbered(_NOT_LISTED, entries)}
    for found in _members(look, "on_list"):
        if isinstance(found, Said):
            yield found
            continue
        _place, member = found
        place, entry = approvals.get(name_key(member.name), (_NOT_LISTED, None))
        if entry is None:
            yield fails(
                place,
                _("“%(name)s” is not on the list of experts; the evidence of the approval is missing."),
                _("Enter the approval of the commission and attach its evidence."),
                name=member.name.strip() or "–",
            )
        else:
            yield from _faulty_approval(place, entry)
    if look.dossier.committee.members:
        yield from _strangers(look, _NOT_LISTED, entries)


def _faulty_approval(place: str, approval: NotListed) -> Iterator[Said]:
    if is_empty(approval.approved_by):
        yield fails(
            f"{place}/approved_by",
            _("It is not said by which letter or meeting the commission approved."),
            _("Write the letter or the meeting of the commission."),
        )
    yield from no_exact_day(f"{place}/approved_on", approval.approved_on, _("The date of the approval is missing."))
    if not approval.files:
        yield fails(
            f"{place}/files", _("The evidence of the approval is not attached."), _("Attach a copy of the approval.")
        )


@rule("DOC-608", _("Order of appointment of the experts"), part=Part.DOCUMENTS, stage=Stage.MINISTRY)
def order_says_its_meeting(look: Look) -> Iterator[Said]:
    order = look.dossier.documents.experts_order
    if is_empty(order.meeting):
        yield fails(
            f"{_ORDER}/meeting",
            _("It is not said which meeting resolved to appoint the experts."),
            _("Write the number of the meeting as the order gives it."),
        )
    if not order.files:
        yield fails(f"{_ORDER}/files", _("The order is not attached."), _("Attach a copy of the order."))
    mend = _("Have the chair of the academic position committee sign.")
    yield from faulty_signature(f"{_ORDER}/signature", order.signature, CHAIR, mend)
    yield from no_exact_day(f"{_ORDER}/dated", order.dated, _("The date of the order is missing."))
    signed, dated = exact_day(look.dossier.committee.signature.signed_on), exact_day(order.dated)
    if signed and dated and signed < dated:
        yield fails(
            f"{_ORDER}/dated",
            _("The order is of %(dated)s, but the expert committee signed on %(signed)s already."),
            _("Check both dates; the committee works once it has been appointed."),
            dated=Day(dated),
            signed=Day(signed),
        )
