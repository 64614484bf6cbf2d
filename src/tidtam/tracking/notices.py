"""What the person concerned is told, as it happens: that the matter moved, never what was found."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import ADMINISTRATIVE
from tidtam.kernel.access.queries import accounts_in_charge, grants_of
from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.actions import as_told, compose, notify
from tidtam.kernel.notifications.kinds import NoticeKind
from tidtam.kernel.notifications.texts import Value

from .choices import UNSEEN, EventKind
from .definitions import SUBJECT, Definition, Words
from .going_on import has_ended_to_go_on
from .models import Case, CaseEvent
from .versions import definition_of


def may_have_charge(actor: Actor) -> bool:
    """Whether the person holds, in this or another of their roles, one that matters can be in the charge of."""
    held = grants_of(actor.account_id, actor.today()) if actor.account_id else actor.grants
    return any(grant.role not in ADMINISTRATIVE for grant in held)


RECEIVED = NoticeKind(
    key="case.received",
    label=_("A matter of mine was received"),
    subject=_("Your matter was received: %(process)s"),
    body=_("Your matter “%(process)s” was received on %(date)s. You can follow it step by step on its page."),
)
MOVED = NoticeKind(
    key="case.moved",
    label=_("A matter of mine moved on"),
    subject=_("Your matter moved on: %(process)s"),
    body=_("Your matter “%(process)s” is now at the step “%(step)s”, since %(date)s."),
)
RETURNED = NoticeKind(
    key="case.returned",
    label=_("A matter of mine was returned for correction"),
    subject=_("Your matter was returned for correction: %(process)s"),
    body=_("Your matter “%(process)s” was returned for correction on %(date)s, at the step “%(step)s”."),
)
YOURS = NoticeKind(
    key="case.yours",
    label=_("A matter of mine waits for me"),
    subject=_("It is your move: %(process)s"),
    body=_("Your matter “%(process)s” waits for you since %(date)s, at the step “%(step)s”. Its page says what to do."),
)
ENDED = NoticeKind(
    key="case.ended",
    label=_("A matter of mine ended"),
    subject=_("Your matter ended: %(process)s"),
    body=_("Your matter “%(process)s” ended on %(date)s. Its page says how."),
)
HANDED_ON = NoticeKind(
    key="case.handed_on",
    label=_("A matter of mine is done in one place and goes on in another"),
    subject=_("Your matter goes on elsewhere: %(process)s"),
    body=_("All steps of “%(process)s” were done on %(date)s; your matter goes on. Its page says where it is."),
)
NOTED = NoticeKind(
    key="case.noted",
    label=_("An office wrote a note on a matter of mine"),
    subject=_("A note on your matter: %(process)s"),
    body=_("An office wrote you a note on your matter “%(process)s” on %(date)s. Read it on the matter's page."),
)
SUSPENDED = NoticeKind(
    key="case.suspended",
    label=_("A matter of mine was suspended"),
    subject=_("Your matter was suspended: %(process)s"),
    body=_("Your matter “%(process)s” was suspended on %(date)s; its time does not run meanwhile. Its page says why."),
)
CONTINUED = NoticeKind(
    key="case.continued",
    label=_("A suspended matter of mine goes on"),
    subject=_("Your matter goes on: %(process)s"),
    body=_("Your matter “%(process)s” goes on since %(date)s, at the step “%(step)s”. Its limits lie later by now."),
)
LIMIT_NEAR = NoticeKind(
    key="case.limit_near",
    label=_("A limit in a matter of mine is near"),
    subject=_("%(days)s days left: %(process)s"),
    body=_("In your matter “%(process)s” the step “%(step)s” has its limit on %(date)s. Days left: %(days)s."),
)
LIMIT_PASSED = NoticeKind(
    key="case.limit_passed",
    label=_("A limit in a matter of mine has passed"),
    subject=_("The limit has passed: %(process)s"),
    body=_(
        "In your matter “%(process)s” the limit of the step “%(step)s” passed on %(date)s. Its page says what follows."
    ),
)
WORK_LIMIT_NEAR = NoticeKind(
    key="work.limit_near",
    reaches=may_have_charge,
    label=_("A limit in a matter in my charge is near"),
    subject=_("%(days)s days left in a matter in your charge: %(process)s"),
    body=_(
        "A matter “%(process)s” in your charge has its limit at the step “%(step)s” on %(date)s. Days left: %(days)s."
    ),
)
WORK_LIMIT_PASSED = NoticeKind(
    key="work.limit_passed",
    reaches=may_have_charge,
    label=_("A limit in a matter in my charge has passed"),
    subject=_("The limit has passed in a matter in your charge: %(process)s"),
    body=_("In a matter “%(process)s” in your charge the limit of the step “%(step)s” passed on %(date)s."),
)
KINDS = (
    RECEIVED,
    MOVED,
    RETURNED,
    YOURS,
    ENDED,
    HANDED_ON,
    NOTED,
    SUSPENDED,
    CONTINUED,
    LIMIT_NEAR,
    LIMIT_PASSED,
    WORK_LIMIT_NEAR,
    WORK_LIMIT_PASSED,
)

_QUIET = UNSEEN | {EventKind.CORRECTED}


def news_for_subject(actor: Actor, definition: Definition, case: Case, event: CaseEvent) -> str | None:
    """What shows on their page is also told to them, unless it is their own doing: for the statement of the act."""
    if event.kind in _QUIET or case.is_hidden or actor.is_person(case.subject_id):
        return None
    notice = compose(actor, **_to_subject(case, _kind(case, event), _words(definition, case, event.happened_on)))
    return None if notice is None else as_told(notice)


def tell_of_limit(actor: Actor, case: Case, limit_on: date, *, days_left: int, is_over: bool) -> None:
    """The person concerned and everybody in the offices that hold or run the matter."""
    definition = definition_of(case.process_version_id)
    context = {**_words(definition, case, limit_on), "days": days_left}
    if not case.is_hidden:
        notify(actor, **_to_subject(case, LIMIT_PASSED if is_over else LIMIT_NEAR, context))
    roles = {case.holder, definition.owner} - {SUBJECT}
    for account_id in accounts_in_charge(case.organization_path, roles, actor.today(), apart_from=case.subject_id):
        notify(
            actor,
            account_id=account_id,
            kind=(WORK_LIMIT_PASSED if is_over else WORK_LIMIT_NEAR).key,
            subject_kind="case",
            subject_id=case.pk,
            url=reverse("work_case", args=[case.pk]),
            context=context,
        )


def _to_subject(case: Case, kind: NoticeKind, context: dict[str, Value]) -> dict[str, Any]:
    return {
        "person_id": case.subject_id,
        "kind": kind.key,
        "subject_kind": "case",
        "subject_id": case.pk,
        "url": reverse("case_detail", args=[case.pk]),
        "context": context,
    }


def _words(definition: Definition, case: Case, day: date) -> dict[str, Value]:
    return {"process": _both(definition.name), "step": _both(definition.step(case.step).name), "date": day}


_OF_EVENTS = {
    EventKind.NOTE_TO_SUBJECT: NOTED,
    EventKind.SUSPENDED: SUSPENDED,
    EventKind.CONTINUED: CONTINUED,
}


def _kind(case: Case, event: CaseEvent) -> NoticeKind:
    if kind := _OF_EVENTS.get(EventKind(event.kind)):
        return kind
    if not case.is_open:
        return HANDED_ON if has_ended_to_go_on(case) else ENDED
    if case.holder == SUBJECT:
        return YOURS
    return {EventKind.OPENED: RECEIVED, EventKind.RETURNED: RETURNED}.get(EventKind(event.kind), MOVED)


def _both(words: Words) -> dict[str, str]:
    return {"th": words.th, "en": words.en}
