"""What officers are told of the many matters they had worked on: that it is over, and what came of it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.kinds import NoticeKind
from tidtam.tracking.notices import may_have_charge
from tidtam.tracking.versions import definition_of

from .models import BulkAction, CaseImport

ENDED = NoticeKind(
    key="work.batch_ended",
    reaches=may_have_charge,
    label=_("Something I ordered for many matters is done"),
    subject=_("Done for many matters: %(process)s"),
    body=_(
        "What you ordered for many matters of “%(process)s” is done. Recorded: %(done)s. Not recorded: %(refused)s."
    ),
)
CHECKED = NoticeKind(
    key="work.table_checked",
    reaches=may_have_charge,
    label=_("A table I uploaded was examined"),
    subject=_("Your table was examined: %(process)s"),
    body=_(
        "Your table of “%(process)s” was examined. Rows without mistakes: %(done)s. Rows with mistakes: %(refused)s. "
        "Say on its page what to bring in; after seven days it is forgotten."
    ),
)


def tell_bulk_ended(actor: Actor, bulk: BulkAction, *, done: int, refused: int) -> None:
    _tell(actor, ENDED, bulk, reverse("bulk_detail", args=[bulk.pk]), done, refused)


def tell_import_checked(actor: Actor, case_import: CaseImport) -> None:
    _tell(actor, CHECKED, case_import, _page(case_import), case_import.good, case_import.bad)


def tell_import_ended(actor: Actor, case_import: CaseImport) -> None:
    """Also where the table could not be read at all."""
    _tell(actor, ENDED, case_import, _page(case_import), case_import.imported, case_import.bad)


def _page(case_import: CaseImport) -> str:
    return reverse("import_detail", args=[case_import.pk])


def _tell(  # noqa: PLR0917 - what is told, and of what
    actor: Actor, kind: NoticeKind, order: BulkAction | CaseImport, address: str, done: int, refused: int
) -> None:
    name = definition_of(order.process_version_id).name
    notify(
        actor,
        account_id=order.account_id,
        kind=kind.key,
        subject_kind="bulk" if isinstance(order, BulkAction) else "import",
        subject_id=order.pk,
        url=address,
        context={"process": {"th": name.th, "en": name.en}, "done": done, "refused": refused},
    )
