"""What the people of both universities are about: matters, requests, registers, messages, in every state."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.queries import files_of
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import next_number
from tidtam.kernel.programs.actions import NewSecret, create_client, rotate_secret
from tidtam.kernel.programs.api_scopes import all_scopes
from tidtam.kernel.verification.tests.factories import declared, make_request
from tidtam.products.academic import actions as academic
from tidtam.products.academic.choices import Fact
from tidtam.products.academic.dossier import actions as academic_dossier
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier, DossierEdition
from tidtam.products.academic.dossier.queries.dossiers import FILES_OF_A_DOSSIER
from tidtam.products.academic.experts import actions as experts
from tidtam.products.academic.experts.choices import Seat
from tidtam.products.academic.experts.facts import ExpertFacts
from tidtam.products.academic.experts.models import Committee, Expert, Member
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.queries import facts_for_experts
from tidtam.products.academic.rulebook.pointing import spot_at
from tidtam.products.academic.tests.factories import facts
from tidtam.products.registry import actions as registry
from tidtam.products.registry.choices import NoticeKind
from tidtam.products.registry.models import ChangeNotice, Correction, Entry, RegistryImport
from tidtam.products.registry.tests.factories import WHOLE
from tidtam.tracking import actions as tracking
from tidtam.tracking.api.actions.webhooks import subscribe
from tidtam.tracking.api.models import Delivery
from tidtam.tracking.batches import actions as batches
from tidtam.tracking.batches.choices import BulkAct
from tidtam.tracking.batches.models import BulkAction, CaseImport
from tidtam.tracking.certificates.actions import issue_certificate
from tidtam.tracking.certificates.models import Certificate
from tidtam.tracking.models import Case

from .people import NAMESAKE
from .personnel import Personnel


class World(Personnel):
    def __init__(self) -> None:
        super().__init__()
        self.cases: dict[str, Case] = {}
        self.requests: dict[str, AcademicRequest] = {}
        self.attached: dict[str, StoredFile] = {}
        """What is attached to the dossier of the draft there."""
        self.editions: dict[str, DossierEdition] = {}
        """What was kept of the dossier that was sent there."""
        for place in ("a", "b"):
            self._matters(place)
        self.experts: dict[str, Expert] = {"ministry": self._expert("ministry", self.ministry)}
        self.committees: dict[str, Committee] = {}
        self.seats: dict[str, Member] = {}
        for place, column in (("a", "institution"), ("b", "other_institution")):
            self._committee(place, column)
        for place in ("a", "b"):
            self._personnel(place)
        self.entries: dict[str, Entry] = {}
        for place in ("a", "b"):
            self._register(place)
        self.notices_of_change: dict[str, ChangeNotice] = {}
        self.letters: dict[str, Correction] = {}
        self.tables: dict[str, RegistryImport] = {}
        self._papers()
        self.clients = {place: self._client(getattr(self, place)) for place in ("a", "b")}
        self.bulks: dict[str, BulkAction] = {}
        self.imports: dict[str, CaseImport] = {}
        for place, column in (("a", "institution"), ("b", "other_institution")):
            self._orders(place, self.acting(column))
        self.webhooks = {place: self._webhook(place) for place in ("a", "b")}
        self.verifications = {
            "a": make_request(self.accounts["applicant"], self.a, declared("", number_kind="")),
            "b": make_request(self.accounts["other_applicant"], self.b, declared("", number_kind="")),
        }
        """Documents that the applicants handed in to be known as personnel."""
        self.certificates = {place: self._certificate(place) for place in ("a", "b")}
        self.ask_as_nobody()

    def _client(self, office: Organization) -> NewSecret:
        with acting_as(SYSTEM):
            made = create_client(
                SYSTEM,
                organization=office,
                name="ระบบบุคลากร",
                contact="it@example.invalid",
                role="institution_officer",
                scopes=[scope.key for scope in all_scopes()],
            )
            rotate_secret(SYSTEM, made.client, overlap=timedelta(days=7))
        return made

    def _webhook(self, place: str) -> Delivery:
        """A message on its way to the client there."""
        actor = replace(SYSTEM, kind=ActorKind.CLIENT, client_id=self.clients[place].client.pk)
        with acting_as(actor):
            subscribe(actor, url="http://127.0.0.1:9/", kinds=())
        self._open(getattr(self, place), self.persons[place])
        return Delivery.objects.filter(subscription__client=self.clients[place].client)[0]

    def view(self, place: str) -> UUID:
        """A view of the work list that the institution's officer keeps."""
        actor = self.acting("institution" if place == "a" else "other_institution")
        with acting_as(actor):
            return tracking.save_view(actor, name=f"มุมมอง {place}", query="late=on").pk

    def _certificate(self, place: str) -> Certificate:
        """What the applicant there had printed of their matter."""
        applicant = Actor(ActorKind.MEMBER, account_id=new_id(), person_id=self.persons[place].pk)
        with acting_as(applicant):
            return issue_certificate(applicant, self.cases[place], language="th")

    # -- matters --

    def _matters(self, place: str) -> None:
        office, person = getattr(self, place), self.persons[place]
        self.cases[place] = self._advance(self._open(office, person), steps=1)
        self.cases[f"order_{place}"] = self._advance(self._open(office, person), steps=3)
        self.cases[f"done_{place}"] = self._advance(self._open(office, person), steps=4)
        self.cases[f"amend_{place}"] = self._advance(self._open(office, person), steps=2, meeting="amend")
        positions = {"draft": "professor", "sent": "associate_professor", "returned": "assistant_professor"}
        for state, position in positions.items():
            self.requests[f"{state}_{place}"] = self._request(place, state, position)

    def _open(self, office: Organization, person: Person) -> Case:
        with acting_as(SYSTEM):
            return tracking.open_case(
                SYSTEM, "sample", subject=person, organization=office, received_on=self.today, letter_no="อว 0001/1"
            )

    def _advance(self, case: Case, *, steps: int, meeting: str = "pass") -> Case:
        officer = self.acting("ministry")
        courses: list[dict[str, Any]] = [
            {"letter_no": "อว 0002/1"},
            {"outcome": "complete"},
            {"outcome": meeting, "remark": "มติที่ประชุม"},
            {"order_no": "1/2569"},
        ]
        for number, given in enumerate(courses[: steps + (meeting == "amend")]):
            if number == 3:
                given["upload"] = upload(make_pdf(), "คำสั่ง.pdf")
            with acting_as(officer):
                case = tracking.finish_step(
                    officer, case, happened_on=self.today, expected_version=case.version, **given
                )
        return case

    def _orders(self, place: str, officer: Actor) -> None:
        """One bulk action filled in and one table uploaded, by the officers of each university."""
        with acting_as(officer):
            bulk = batches.begin_bulk(officer, act=BulkAct.NOTE, case_ids={self.cases[place].pk})
            given = batches.FilledIn(happened_on=self.today, text="บันทึก")
            self.bulks[place] = batches.fill_in_bulk(officer, bulk, given)
            table = upload("เลขประจำตัวประชาชน,ชื่อ,วันที่รับเรื่อง\n".encode(), "ตาราง.csv")
            self.imports[place] = batches.begin_import(officer, process_key="sample", upload=table)

    def file_id(self, place: str) -> UUID:
        event = self.cases[f"done_{place}"].events.exclude(file_id=None).get()
        assert event.file_id is not None
        return event.file_id

    def _register(self, place: str) -> None:
        """A holder being entered, one sent for approval, one in the public register."""
        column, office = ("institution" if place == "a" else "other_institution"), getattr(self, place)
        recorder = self.acting(column)
        with acting_as(recorder):
            contact = {"name": "เจ้าหน้าที่", "phone": "0 2000 0001", "email": "nap@example.invalid"}
            registry.confirm_contact(recorder, organization=office, **contact)
        for state in ("draft", "sent", "public"):
            self.entries[f"{state}_{place}"] = self._holder(
                column, f"{state}{place}", is_sent=state != "draft", is_public=state == "public"
            )

    def _holder(self, column: str, name: str, *, is_sent: bool = True, is_public: bool) -> Entry:
        recorder = self.acting(column)
        who = registry.Who(kind="national_id", number=next_number(), title="นาย", given_name="ผู้ดำรง", family_name=name)
        office = self.a if column == "institution" else self.b
        with acting_as(recorder):
            entry = registry.begin_entry(recorder, organization=office, who=who)
            entry = registry.change_facts(recorder, entry, facts=WHOLE, version=entry.version)
            if is_sent:
                letter = registry.Letter("อว 9901/1", self.today)
                entry = registry.submit_entry(recorder, entry, letter=letter, version=entry.version)
        if not is_public:
            return entry
        approver = self.acting("approver")
        with acting_as(approver):
            return registry.approve_entry(approver, entry, version=entry.version)

    def _papers(self) -> None:
        """A holder on the way from A to B, one of A who retired, and a letter of the ministry about one of A."""
        recorder, approver = self.acting("institution"), self.acting("approver")
        letter = registry.Letter("อว 9901/1", self.today)
        for kind, receiving in ((NoticeKind.TRANSFER, self.b), (NoticeKind.RETIREMENT, None)):
            entry = self._holder("institution", kind.value, is_public=True)
            with acting_as(recorder):
                self.notices_of_change[kind.value] = registry.file_notice(
                    recorder,
                    entry,
                    kind=kind,
                    letter=letter,
                    effective_on=self.today,
                    said={},
                    receiving=receiving,
                )
        asked = self._holder("institution", "asked", is_public=False)
        points = [("holder.title", "คำนำหน้าชื่อ")]
        with acting_as(approver):
            written = registry.write_correction(approver, asked, letter=letter, points=points, version=asked.version)
        self.letters["a"] = written
        with acting_as(recorder):
            table = upload("เลขประจำตัวประชาชน,ชื่อ,ตำแหน่ง\n".encode(), "ตาราง.csv")
            self.tables["a"] = registry.begin_import(recorder, organization=self.a, upload=table)

    def _expert(self, column: str, office: Organization) -> Expert:
        officer = self.acting(column)
        with acting_as(officer):
            facts = ExpertFacts("ศ.ดร.", "ปรีชา", f"ทดสอบเลิศ{office.code}")
            return experts.enter_expert(officer, expert_id=new_id(), organization=office, facts=facts)

    def _committee(self, place: str, column: str) -> None:
        """One expert proposed for the request that was sent."""
        officer = self.acting(column)
        self.experts[place] = self._expert(column, getattr(self, place))
        with acting_as(officer):
            facts = facts_for_experts(officer, self.requests[f"sent_{place}"])
            assert facts is not None
            committee = experts.begin_committee(officer, facts)
            self.seats[place] = experts.add_member(officer, committee, expert=self.experts[place], seat=Seat.CHAIR)
            committee.refresh_from_db()
        self.committees[place] = committee

    def _dossier(self, officer: Actor, request: AcademicRequest) -> StoredFile:
        """With the same work twice, the second time with an author and a file."""
        dossier = academic.begin_request_dossier(officer, request)
        request.refresh_from_db(fields=["version"])
        works, evidence = spot_at("/works"), spot_at("/works/1/evidence")
        assert works is not None
        assert evidence is not None
        twice = {"title": "เรื่องเดียวกัน"}
        entries: list[dict[str, Any]] = [twice, {**twice, "authors": [{"name": "ธารา ตัวอย่างวงศ์"}]}]
        academic_dossier.add_entries(officer, dossier, works, entries, seen=1)
        academic_dossier.attach_file(officer, dossier, evidence, upload(make_pdf()), seen=2)
        return files_of(officer, FILES_OF_A_DOSSIER, [dossier.pk])[0]

    def _dossier_of_sent(self, officer: Actor, request: AcademicRequest) -> Dossier:
        """As if it had been begun before it was sent: nothing in it, and nothing judged."""
        assert request.person is not None
        request.dossier = academic_dossier.begin_dossier(
            officer, dossier_id=request.pk, organization=request.organization, subject=request.person
        )
        request.save()
        return request.dossier

    def _request(self, place: str, state: str, position: str) -> AcademicRequest:
        officer = self.acting("institution" if place == "a" else "other_institution")
        given = facts(
            letter_no=f"อว 06{place}1/{position[:4]}",
            identifier_number=self.numbers[place],
            applicant_title=NAMESAKE["title"],
            applicant_given_name=NAMESAKE["given_name"],
            applicant_family_name=NAMESAKE["family_name"],
            position=position,
        )
        with acting_as(officer):
            request = academic.draft_request(officer, draft_id=new_id(), organization=getattr(self, place), facts=given)
            if state == "draft":
                self.attached[place] = self._dossier(officer, request)
                return request
            request = academic.submit_request(officer, request, version=request.version)
            if state == "sent":
                dossier = self._dossier_of_sent(officer, request)
                self.editions[place] = academic_dossier.freeze(officer, dossier, Occasion.SENT)
        if state == "returned":
            ministry = self.acting("ministry")
            assert request.case is not None
            with acting_as(ministry):
                request = academic.return_request(
                    ministry,
                    request,
                    letter_no="อว 0601/900",
                    letter_date=self.today,
                    defects=[academic.Noted("รหัสไม่ตรง", fact=Fact.FIELD)],
                    version=request.case.version,
                )
        return request
