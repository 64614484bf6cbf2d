"""What the torture does inside the installation, where Django runs."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.test import Client

from tests.torture.promises import Desk
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.notifications.choices import DeliveryState
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import set_contact_address
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import open_case, publish_process
from tidtam.tracking.choices import EventKind
from tidtam.tracking.models import Case
from tidtam.tracking.queries.events import entries_of
from tidtam.tracking.tests.factories import sample_file

_PROCESS = "sample"


def prepare(number: int) -> list[dict[str, Any]]:
    """As many officers, each with a matter of their own, so that no two stand in each other's way."""
    with acting_as(SYSTEM):
        ministry = Organization.objects.get(code="mhesi")
        university = make_organization("torture", ministry)
        publish_process(SYSTEM, sample_file())
    desks = []
    for place in range(number):
        subject = make_person(organization=university)
        with acting_as(SYSTEM):
            set_contact_address(SYSTEM, subject, kind="email", value=f"torture{place}@example.test")
            account = make_account()
            make_grant(account, "ministry_case_officer", ministry)
            case = open_case(
                SYSTEM, _PROCESS, subject=subject, organization=university, received_on=SYSTEM.today(), letter_no="1"
            )
        client = Client()
        sign_in(client, account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        desks.append(Desk(str(case.pk), session, case.version).__dict__)
    return desks


def recount() -> dict[str, Any]:
    """What stands in the database now, told case by case."""
    with acting_as(SYSTEM):
        cases = list(Case.objects.filter(process__key=_PROCESS).order_by("pk"))
        trails = dict(
            AuditRecord.objects.filter(object_kind="case", verb__in=[f"case.{kind}" for kind in EventKind])
            .values_list("object_id")
            .annotate(Count("pk"))
        )
        told = dict(Notice.objects.filter(subject_kind="case").values_list("subject_id").annotate(Count("pk")))
        waiting = Delivery.objects.filter(state=DeliveryState.WAITING).count()
        sent = [str(pk) for pk in Delivery.objects.filter(state=DeliveryState.SENT).values_list("pk", flat=True)]
        return {
            "waiting": waiting,
            "sent": sent,
            "cases": [
                {
                    "id": str(case.pk),
                    "version": case.version,
                    "trail": trails.get(str(case.pk), 0),
                    "told": told.get(case.pk, 0),
                    "events": [
                        [entry.sequence, entry.kind, entry.written.remark] for entry in entries_of(SYSTEM, case)
                    ],
                }
                for case in cases
            ],
        }
