"""What was handed in to verify somebody is kept for a time after the decision, and no longer (QLT-12)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, acting_as, clock_at
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.storage import file_store
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry
from tidtam.kernel.personal_data import Subject, terms
from tidtam.kernel.verification.actions import forget_documents, refuse_request
from tidtam.kernel.verification.models import EvidenceRow, VerificationRequest
from tidtam.kernel.verification.personal_data import DOCUMENTS_KEPT, erase_requests, export_requests
from tidtam.kernel.verification.sealing import declared_of, reason_of

from .factories import acting, make_administrator, make_request, make_temporary

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("QLT-12", "IDN-14")]

REASON = "เอกสารไม่มีลายมือชื่อ"


@pytest.fixture
def office() -> Organization:
    return make_ministry()


def after(days: int) -> Actor:
    return replace(SYSTEM, clock=clock_at(SYSTEM.now() + timedelta(days=days)))


def forget(actor: Actor) -> int:
    """As the nightly job does: what was handed in before this moment, less the time it is kept."""
    with acting_as(actor):
        return forget_documents(actor, actor.now() - timedelta(days=DOCUMENTS_KEPT))


def refused(office: Organization, account: Account | None = None) -> VerificationRequest:
    request, officer = make_request(account or make_temporary(), office), acting(make_administrator(office))
    with acting_as(officer):
        return refuse_request(officer, request, reason=REASON, version=request.version)


def paper_of(request: VerificationRequest) -> StoredFile:
    return StoredFile.objects.get(owner_kind="verification_request", owner_id=request.pk)


def test_a_document_goes_when_its_time_is_over_and_the_evidence_stays(office: Organization) -> None:
    request = refused(office)
    assert forget(after(DOCUMENTS_KEPT - 1)) == 0
    with acting_as(SYSTEM):
        assert declared_of(request)
        assert reason_of(request) == REASON
        assert paper_of(request).wrapped_key
    assert forget(after(DOCUMENTS_KEPT + 1)) == 1
    assert forget(after(DOCUMENTS_KEPT + 1)) == 0
    with acting_as(SYSTEM):
        request.refresh_from_db()
        assert (declared_of(request), reason_of(request)) == (None, "")
        assert (paper_of(request).wrapped_key, paper_of(request).name) == ("", "erased")
        assert EvidenceRow.objects.filter(request=request).count() == 1


def test_the_content_leaves_the_disk(office: Organization, django_capture_on_commit_callbacks: object) -> None:
    request = refused(office)
    with acting_as(SYSTEM):
        paper = paper_of(request)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        forget(after(DOCUMENTS_KEPT + 1))
    with pytest.raises(FileNotFoundError):
        file_store().open(paper.pk)


def test_what_waits_for_a_decision_stays_and_what_was_never_handed_in_ends(office: Organization) -> None:
    waiting = make_request(make_temporary(), office)
    begun = make_request(make_temporary(), office, is_submitted=False)
    assert forget(after(DOCUMENTS_KEPT + 1)) == 1
    with acting_as(SYSTEM):
        for request in (waiting, begun):
            request.refresh_from_db()
        assert (waiting.state, begun.state) == ("deciding", "cancelled")
        assert declared_of(waiting)
        assert declared_of(begun) is None


def test_it_goes_on_where_it_was_stopped(office: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was killed has done whole batches; the next one does the rest."""
    monkeypatch.setattr("tidtam.kernel.verification.actions.forgetting._AT_ONCE", 1)
    for _ in range(2):
        refused(office)
    assert [forget(after(DOCUMENTS_KEPT + 1)) for _ in range(3)] == [1, 1, 0]


def test_only_the_platform_forgets_and_the_term_says_so() -> None:
    person = acting(make_temporary())
    with acting_as(person), pytest.raises(NotAllowed):
        forget_documents(person, person.now())
    term = terms()["verification_documents"]
    assert (term.days, term.unless_set, term.expire) == (None, DOCUMENTS_KEPT, forget_documents)


@pytest.mark.requirement("IDN-16")
def test_the_person_is_handed_what_they_declared_and_erasure_ends_what_is_open(office: Organization) -> None:
    account = make_temporary()
    request = make_request(account, office)
    subject = Subject(account.person_id, account.pk)
    with acting_as(SYSTEM) as actor:
        [told] = export_requests(actor, subject)
        facts = {fact.key: fact.value for fact in told.facts}
        assert (facts["unit"], facts["position"]) == ("กองกลาง", "นักวิชาการสมมติ")
        assert erase_requests(actor, subject) == 1
        assert erase_requests(actor, subject) == 0
        request.refresh_from_db()
        assert (request.state, request.sealed_facts) == ("cancelled", None)
        assert paper_of(request).wrapped_key == ""
