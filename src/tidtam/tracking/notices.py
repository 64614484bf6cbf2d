"""What the person concerned is told, as it happens: that the matter moved, never what was found."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.kinds import NoticeKind
from tidtam.kernel.notifications.texts import Value

from .choices import EventKind
from .definitions import SUBJECT, Definition, Words
from .models import Case, CaseEvent

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
NOTED = NoticeKind(
    key="case.noted",
    label=_("An office wrote a note on a matter of mine"),
    subject=_("A note on your matter: %(process)s"),
    body=_("An office wrote you a note on your matter “%(process)s” on %(date)s. Read it on the matter's page."),
)
KINDS = (RECEIVED, MOVED, RETURNED, YOURS, ENDED, NOTED)

_QUIET = frozenset({EventKind.CORRECTED, EventKind.INTERNAL_NOTE, EventKind.LINK_RENEWED})


def tell_subject(actor: Actor, definition: Definition, case: Case, event: CaseEvent) -> None:
    """What shows on their page is also told to them, unless it is their own doing."""
    if event.kind in _QUIET or actor.person_id == case.subject_id:
        return
    context: dict[str, Value] = {
        "process": _both(definition.name),
        "step": _both(definition.step(case.step).name),
        "date": event.happened_on,
    }
    notify(
        actor,
        person_id=case.subject_id,
        kind=_kind(case, event).key,
        subject_kind="case",
        subject_id=case.pk,
        url=reverse("case_detail", args=[case.pk]),
        context=context,
    )


def _kind(case: Case, event: CaseEvent) -> NoticeKind:
    if event.kind == EventKind.NOTE_TO_SUBJECT:
        return NOTED
    if not case.is_open:
        return ENDED
    if case.holder == SUBJECT:
        return YOURS
    return {EventKind.OPENED: RECEIVED, EventKind.RETURNED: RETURNED}.get(EventKind(event.kind), MOVED)


def _both(words: Words) -> dict[str, str]:
    return {"th": words.th, "en": words.en}
