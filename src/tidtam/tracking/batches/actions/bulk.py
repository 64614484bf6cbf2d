from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.tracking import actions as tracking
from tidtam.tracking.batches import jobs
from tidtam.tracking.batches.choices import BulkAct, BulkState, ItemState
from tidtam.tracking.batches.foreseeing import needs_file, overtaken, why_not
from tidtam.tracking.batches.models import BulkAction, BulkItem
from tidtam.tracking.batches.notices import tell_bulk_ended
from tidtam.tracking.batches.policies import owner_of_new, scope
from tidtam.tracking.batches.queries import bulk_counts, bulk_items, chosen_cases
from tidtam.tracking.batches.sealing import seal, unseal
from tidtam.tracking.models import Case

MOST_CASES = 1_000


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What is recorded on every matter alike."""

    happened_on: date
    outcome: str = ""
    order_no: str = ""
    letter_no: str = ""
    text: str = ""


def begin_bulk(actor: Actor, *, act: BulkAct, case_ids: Collection[UUID]) -> BulkAction:
    """Choose matters for one act. Where they do not all stand at one step, the step of most of them counts.

    Those whose step needs a file of their own are left out, and the page says so.
    """
    if len(case_ids) > MOST_CASES:
        raise Refused(_("Choose %(most)s matters at most.") % {"most": MOST_CASES}, code="too_many")
    cases = chosen_cases(actor, case_ids)
    places = Counter((case.process_version_id, case.step) for case in cases if case.is_open or act == BulkAct.NOTE)
    if not places:
        raise Refused(_("Choose at least one matter that still goes on."), code="missing")
    if act == BulkAct.FINISH:
        places = Counter({place: count for place, count in places.items() if not needs_file(*place)})
        if not places:
            raise Refused(_("This step needs a file of each matter; record it matter by matter."), code="file")
    (version_id, step), _count = places.most_common(1)[0]
    with transaction.atomic():
        bulk = BulkAction.objects.create(
            account_id=owner_of_new(actor),
            grants=[grant.id for grant in actor.grants],
            language=get_language() or "th",
            made_at=actor.now(),
            act=act,
            process_version_id=version_id,
            step=step,
        )
        BulkItem.objects.bulk_create(BulkItem(bulk=bulk, case=case, expected_version=case.version) for case in cases)
    return bulk


def fill_in_bulk(actor: Actor, bulk: BulkAction, filled_in: FilledIn) -> BulkAction:
    """Say what is to be recorded. Can be said anew until it is ordered; each time the matters are looked at again."""
    with transaction.atomic():
        bulk = _lock(actor, bulk)
        _must_be_draft(bulk)
        bulk.happened_on, bulk.outcome = filled_in.happened_on, filled_in.outcome
        bulk.order_no, bulk.letter_no = filled_in.order_no, filled_in.letter_no
        bulk.sealed_text = seal(bulk.pk, filled_in.text)
        bulk.save()
        items = list(BulkItem.objects.filter(bulk=bulk).select_related("case"))
        for item in items:
            item.expected_version = item.case.version
        BulkItem.objects.bulk_update(items, ["expected_version"])
    return bulk


def order_bulk(actor: Actor, bulk: BulkAction) -> BulkAction:
    """From now on it is carried out by the platform, matter by matter; what was told to be left out is left out.

    Ordering it again changes nothing.
    """
    with transaction.atomic():
        bulk = _lock(actor, bulk)
        if bulk.state != BulkState.DRAFT:
            return bulk
        if bulk.happened_on is None:
            raise Refused(_("Fill in what is to be recorded first."), code="missing")
        bulk.state = BulkState.ORDERED
        bulk.save(update_fields=["state"])
        _leave_out(actor, bulk)
        audit.record(actor, "bulk.ordered", "bulk", bulk.pk, details={"act": bulk.act, "step": bulk.step})
        jobs.order_bulk(bulk.pk)
    return bulk


def _leave_out(actor: Actor, bulk: BulkAction) -> None:
    left_out = []
    for item in bulk_items(actor, bulk):
        item.reason = why_not(actor, bulk, item.case, item.expected_version)
        if item.reason:
            item.state = ItemState.REFUSED
            left_out.append(item)
    BulkItem.objects.bulk_update(left_out, ["state", "reason"])


def record_item(actor: Actor, bulk: BulkAction, item_id: int) -> None:
    """Do to one matter what was ordered, in the transaction that also says so: killed in between, neither happened."""
    waiting = BulkItem.objects.select_for_update(of=("self",)).filter(pk=item_id, state=ItemState.WAITING)
    item = waiting.first()
    if item is None:
        return
    case = Case.objects.select_for_update(of=("self",)).get(pk=item.case_id)
    if case.version != item.expected_version:
        raise Refused(overtaken(), code="outdated")
    _perform(actor, bulk, case)
    item.state = ItemState.DONE
    item.save(update_fields=["state"])


def _perform(actor: Actor, bulk: BulkAction, case: Case) -> None:
    text = unseal(bulk.pk, bulk.sealed_text)
    if bulk.happened_on is None:
        raise Http404
    day, version = bulk.happened_on, case.version
    if bulk.act == BulkAct.NOTE:
        tracking.add_note(actor, case, text=text, for_subject=False, expected_version=version)
    elif bulk.act == BulkAct.SUSPEND:
        tracking.suspend_case(actor, case, remark=text, happened_on=day, expected_version=version)
    elif bulk.act == BulkAct.CONTINUE:
        tracking.continue_case(actor, case, remark=text, happened_on=day, expected_version=version)
    elif (case.process_version_id, case.step) != (bulk.process_version_id, bulk.step):
        raise Refused(_("The matter is at another step than the one the order is for."), code="other_step")
    else:
        tracking.finish_step(
            actor,
            case,
            happened_on=day,
            expected_version=version,
            outcome=bulk.outcome,
            remark=text,
            order_no=bulk.order_no,
            letter_no=bulk.letter_no,
        )


def refuse_item(actor: Actor, item_id: int, reason: str) -> None:
    """Nothing was recorded on this matter, and why."""
    waiting = BulkItem.objects.filter(pk=item_id, state=ItemState.WAITING)
    waiting.update(state=ItemState.REFUSED, reason=reason)


def end_bulk(actor: Actor, bulk: BulkAction) -> None:
    """Every matter had its turn; who ordered it is told, once."""
    with transaction.atomic():
        ordered = BulkAction.objects.filter(pk=bulk.pk, state=BulkState.ORDERED)
        if ordered.update(state=BulkState.DONE, ended_at=actor.now()):
            counts = bulk_counts(actor, bulk)
            tell_bulk_ended(actor, bulk, done=counts[ItemState.DONE], refused=counts[ItemState.REFUSED])


def _lock(actor: Actor, bulk: BulkAction) -> BulkAction:
    locked = scope(BulkAction.objects.select_for_update().filter(pk=bulk.pk), actor).first()
    if locked is None:
        raise Http404
    return locked


def _must_be_draft(bulk: BulkAction) -> None:
    if bulk.state != BulkState.DRAFT:
        raise Refused(_("This was ordered already and cannot be changed any more."), code="ordered")
