"""Two universities under one ministry, and somebody in every role, with real accounts and sessions.

Whatever ends in `a` belongs to University A or to the applicant there, whatever ends in `b` to the other one. Made
through the same actions a person would use.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.queries import files_of
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.notifications.actions import link_chat
from tidtam.kernel.notifications.links import Whose
from tidtam.kernel.notifications.models import Destination, Notice
from tidtam.kernel.orgs.models import OfficeContact, Organization
from tidtam.kernel.orgs.tests.factories import make_contact, make_ministry, make_organization
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.kernel.programs.actions import NewSecret, create_client, rotate_secret
from tidtam.kernel.programs.api_scopes import all_scopes
from tidtam.kernel.provider.actions.signing import key_to_sign_with
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
from tidtam.products.academic.plugin import plugin
from tidtam.products.academic.queries import facts_for_experts
from tidtam.products.academic.rulebook.pointing import spot_at
from tidtam.products.academic.tests.factories import facts
from tidtam.products.datarights.plugin import plugin as datarights_plugin
from tidtam.products.personnel import actions as personnel
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.plugin import plugin as personnel_plugin
from tidtam.products.personnel.tests.factories import FACTS
from tidtam.products.registry import actions as registry
from tidtam.products.registry.choices import NoticeKind
from tidtam.products.registry.models import ChangeNotice, Correction, Entry, RegistryImport
from tidtam.products.registry.tests.factories import WHOLE
from tidtam.thai import national_id
from tidtam.tracking import actions as tracking
from tidtam.tracking.api.actions.webhooks import subscribe
from tidtam.tracking.api.models import Delivery
from tidtam.tracking.batches import actions as batches
from tidtam.tracking.batches.choices import BulkAct
from tidtam.tracking.batches.models import BulkAction, CaseImport
from tidtam.tracking.certificates.actions import issue_certificate
from tidtam.tracking.certificates.models import Certificate
from tidtam.tracking.definitions import read_file
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import make_actor, sample_file
from tidtam.tracking.tests.going_on import INSIDE

OFFICERS = {
    "institution": ("institution_officer", "a"),
    "other_institution": ("institution_officer", "b"),
    "ministry": ("ministry_case_officer", "ministry"),
    "role_admin": ("role_admin", "a"),
    "other_role_admin": ("role_admin", "b"),
    "account_admin": ("account_admin", "ministry"),
    "process_admin": ("process_admin", "ministry"),
    "auditor": ("auditor", "ministry"),
}
STAFF = {"hr": ("hr_officer", "a"), "other_hr": ("hr_officer", "b")}
"""Those of the personnel offices; with the employee they stand in the last columns, which most rows leave out."""
APPROVERS = {"approver": ("register_approver", "ministry")}
"""One more column: the ministry's officer who approves what stands in the register of academic positions."""
RULERS = {"rules_admin": ("rules_admin", "a")}
"""One more column: who sees to the rules of A's dossiers."""
SERVICE_POINTS = {"central": ("central_group", "ministry"), "service_point": ("service_point_officer", "a")}
"""The central group of the ministry, and the service-point officer of A."""
CLIENT_ADMINS = {"client_admin": ("client_admin", "a")}
"""Who registers the services of A into which people sign in with their account here."""
DATA_OFFICERS = {"data_officer": ("data_officer", "ministry")}
LATER = {**STAFF, **APPROVERS, **RULERS, **SERVICE_POINTS, **CLIENT_ADMINS, **DATA_OFFICERS}
ACTORS = ("visitor", "member", "applicant", *OFFICERS, *STAFF, "employee", *list(LATER)[len(STAFF) :])
"""In the order of the columns of expectations.toml."""

NAMESAKE: dict[str, Any] = {"title": "นางสาว", "given_name": "ธารา", "family_name": "ตัวอย่างวงศ์"}


class World:
    def __init__(self) -> None:
        self.today: date = SYSTEM.today()
        with acting_as(SYSTEM):
            self.ministry = make_ministry()
            self.a, self.b = (make_organization(code, self.ministry) for code in ("uni-a", "uni-b"))
            self.contacts = {"a": make_contact(self.a), "b": make_contact(self.b)}
            key_to_sign_with(SYSTEM)
            tracking.publish_process(SYSTEM, sample_file())
            for file in (*plugin.process_files, *personnel_plugin.process_files, *datarights_plugin.process_files):
                tracking.publish_process(SYSTEM, read_file(file.read_text("utf-8"), file=file.name))
        self._steps_inside()
        self.accounts: dict[str, Account] = {"member": make_account()}
        self._people()
        for column, (role, place) in {**OFFICERS, **LATER}.items():
            self._officer(column, role, getattr(self, place))
        self.sessions = {column: self.new_session(account) for column, account in self.accounts.items()}
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
        self.personnel: dict[str, PersonnelRequest] = {}
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

    def _steps_inside(self) -> None:
        """University A has a process of its own before the ministry's."""
        goes_on = 'goes_on_as = ["academic_professor", "academic_associate_professor"]'
        publisher = make_actor((Role.PROCESS_ADMIN, self.a), today=self.today)
        with acting_as(publisher):
            text = INSIDE.replace('goes_on_as = ["sample"]', goes_on)
            tracking.publish_process(publisher, read_file(text, file="inside.toml"))

    def _people(self) -> None:
        """The two applicants have the same name; only their numbers tell them apart."""
        self.numbers = {"a": national_id.demo_number(810_001), "b": national_id.demo_number(810_002)}
        self.persons: dict[str, Person] = {
            place: make_person(number=self.numbers[place], organization=office, **NAMESAKE)
            for place, office in (("a", self.a), ("b", self.b))
        }
        self.accounts["applicant"] = make_account(self.persons["a"])
        self.accounts["other_applicant"] = make_account(self.persons["b"])
        self.employees = {place: self._employee(getattr(self, place)) for place in ("a", "b")}
        self.accounts["employee"] = make_account(self.employees["a"])
        self.accounts["other_employee"] = make_account(self.employees["b"])

    def _employee(self, office: Organization) -> Person:
        person = make_person(organization=office, given_name=f"บุคลากร{office.code}")
        with acting_as(SYSTEM):
            record_assignment(
                SYSTEM,
                person,
                organization=office,
                position="นักวิชาการสาธารณสุข",
                level="practitioner",
                unit="กองทดสอบ",
                effective_on=date(2020, 10, 1),
                source_kind="register",
                source_id=new_id(),
            )
        person.refresh_from_db()
        return person

    def _officer(self, column: str, role: str, office: Organization) -> None:
        account = make_account()
        with acting_as(SYSTEM):
            grant_role(SYSTEM, account.pk, role=role, organization=office, reason="คำสั่งทดสอบ")
        self.accounts[column] = account

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

    def new_session(self, account: Account) -> str:
        client = Client()
        sign_in(client, account)
        key = str(client.cookies[settings.SESSION_COOKIE_NAME].value)
        UserSession.objects.create(user=account, session_key=key, ip="127.0.0.1")
        return key

    def ask_as_nobody(self) -> None:
        """What the actions told the database about who acts must not linger in the tests' own transaction."""
        names = ("actor_kind", "account", "person", "paths", "roles")
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(f"set_config('tidtam.{name}', '', true)" for name in names))

    def acting(self, column: str) -> Actor:
        account = self.accounts[column]
        return Actor(
            kind=ActorKind.MEMBER,
            account_id=account.pk,
            person_id=account.person_id,
            office_id=account.person.office_id if account.person else None,
            name=column,
            grants=grants_of(account.pk, self.today),
        )

    def browser(self, column: str, language: str = "th", **given: Any) -> Client:
        """A browser of its own in which somebody is signed in, so that nothing is carried from one cell to the next."""
        client = Client(raise_request_exception=False, **given)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if column != "visitor":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[column]
        return client

    def grant(self, column: str) -> RoleGrant:
        return RoleGrant.objects.get(account_id=self.accounts[column].pk)

    def notice(self, column: str) -> Notice:
        """The one that tells this person of the beginning of their matter."""
        with acting_as(SYSTEM):
            return Notice.objects.filter(person=self.accounts[column].person).order_by("pk")[0]

    def destination(self, column: str) -> Destination:
        """The chat in which this person is told."""
        whose = Whose(self.accounts[column].person_id, None)
        with acting_as(SYSTEM):
            return link_chat(SYSTEM, whose, f"chat of {column}")

    def contact(self, place: str) -> OfficeContact:
        return self.contacts[place]

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

    def _personnel(self, place: str) -> None:
        """A draft of the employee's, one from a paper, one that was handed in and one that was returned."""
        employee = self.acting("employee" if place == "a" else "other_employee")
        officer = self.acting("hr" if place == "a" else "other_hr")
        self.personnel[f"draft_{place}"] = self._personnel_draft(employee, place, Kind.PROMOTION)
        self.personnel[f"paper_{place}"] = self._personnel_draft(officer, place, Kind.RESIGNATION)
        self.personnel[f"sent_{place}"] = self._handed_in(employee, place, Kind.MOVE)
        returned = self._handed_in(employee, place, Kind.TRANSFER)
        assert returned.case is not None
        with acting_as(officer):
            tracking.return_case(
                officer,
                returned.case,
                reasons=[Reason("ไม่มีลายมือชื่อ")],
                happened_on=self.today,
                expected_version=returned.case.version,
            )
        self.personnel[f"returned_{place}"] = returned

    def _personnel_draft(self, actor: Actor, place: str, kind: Kind) -> PersonnelRequest:
        is_on_paper = bool(actor.grants)
        known = {**FACTS[kind], **({"received_on": self.today} if is_on_paper else {})}
        if kind is Kind.RESIGNATION:
            known["leave_on"] = self.today + timedelta(days=60)
        with acting_as(actor):
            return personnel.draft_request(
                actor,
                draft_id=new_id(),
                kind=kind,
                person=self.employees[place],
                organization=getattr(self, place),
                is_on_paper=is_on_paper,
                facts=known,
            )

    def _handed_in(self, actor: Actor, place: str, kind: Kind) -> PersonnelRequest:
        draft = self._personnel_draft(actor, place, kind)
        with acting_as(actor):
            return personnel.submit_request(actor, draft, version=draft.version)

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
