"""The staff directory, asked for real: a slapd of the test run."""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fixtures.directory import (
    BASE,
    DASHED,
    MEMBERS,
    PASSWORD,
    READER,
    READER_PASSWORD,
    SHUT,
    SUDA,
    TWICE,
    LdapServer,
    Member,
    free_ports,
)
from tidtam.kernel.verification.connectors import Part, Reason, Result, Source, Stated, Unavailable
from tidtam.kernel.verification.connectors.directory import Directory, DirectoryNames
from tidtam.kernel.verification.connectors.directory_line import DirectoryLine
from tidtam.thai.dates import PartialDate
from tidtam.thai.national_id import demo_number

pytestmark = pytest.mark.requirement("IDN-13")

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NAMES = DirectoryNames(
    national_id=("employeeID", "employeeNumber"),
    given_name=("givenName",),
    family_name=("sn",),
    user_name=("userPrincipalName", "uid"),
    organization=("departmentNumber",),
    position=("title",),
)


def stated(member: Member = SUDA, **changed: Any) -> Stated:
    said = {
        "national_id": "".join(filter(str.isdigit, member.number)),
        "given_name": member.given_names[-1].removeprefix("นางสาว"),
        "family_name": member.family_names[0],
        "born": PartialDate(1985),
    }
    return Stated(**{**said, **changed})


def directory(url: str, ca: str, *, seconds: float = 8, password: str = READER_PASSWORD, base: str = BASE) -> Directory:
    line = DirectoryLine(url, bind_dn=READER, password=password, ca_file=ca)
    return Directory(line, base=base, names=NAMES, seconds=seconds)


@pytest.fixture(params=["ldap", "ldaps"])
def staff(request: pytest.FixtureRequest, ldap_server: LdapServer) -> Directory:
    """Over StartTLS, and over TLS from the start."""
    return directory(getattr(ldap_server, request.param), ldap_server.ca)


def reason_of(asked: Directory, said: Stated | None = None) -> Reason:
    with pytest.raises(Unavailable) as refused:
        asked.asks(said or stated(), now=NOW)
    return refused.value.reason


class TestWhoWorksHere:
    def test_number_and_names_agree(self, staff: Directory) -> None:
        answer = staff.asks(stated(), now=NOW)
        assert answer.is_match
        assert answer.evidence.as_details() == {
            "source": Source.DIRECTORY,
            "checked": ["national_id", "given_name", "family_name"],
            "result": "match",
            "differing": [],
            "at": "2026-11-22T09:00:00+00:00",
        }
        assert answer.employment is not None
        assert (answer.employment.organization, answer.employment.position) == (SUDA.department, SUDA.title)

    def test_either_spelling_of_a_name_is_a_name(self, staff: Directory) -> None:
        assert staff.asks(stated(given_name="SUDA", family_name="tuayangdee"), now=NOW).is_match

    @pytest.mark.parametrize(
        ("changed", "differing"),
        [
            ({"given_name": "สุดี"}, (Part.GIVEN_NAME,)),
            ({"family_name": "*"}, (Part.FAMILY_NAME,)),
            ({"given_name": "*", "family_name": ""}, (Part.GIVEN_NAME, Part.FAMILY_NAME)),
        ],
    )
    def test_another_name_is_a_mismatch_that_says_which(
        self, staff: Directory, changed: dict[str, Any], differing: tuple[Part, ...]
    ) -> None:
        answer = staff.asks(stated(**changed), now=NOW)
        assert (answer.result, answer.evidence.differing, answer.employment) == (Result.MISMATCH, differing, None)

    @pytest.mark.parametrize("number", [demo_number(889_999_999), "*", "*)(uid=*))(|(", ""])
    def test_a_number_nobody_has_is_not_found(self, staff: Directory, number: str) -> None:
        answer = staff.asks(stated(national_id=number), now=NOW)
        assert (answer.result, answer.evidence.checked) == (Result.NOT_FOUND, (Part.NATIONAL_ID,))

    def test_a_number_kept_with_its_dashes_is_the_same_number(self, staff: Directory) -> None:
        assert staff.asks(stated(DASHED), now=NOW).is_match

    def test_of_two_accounts_with_one_number_one_has_to_agree(self, staff: Directory) -> None:
        assert staff.asks(stated(TWICE[0]), now=NOW).is_match
        wrong = staff.asks(stated(TWICE[0], family_name=TWICE[1].family_names[0]), now=NOW)
        assert wrong.result is Result.MISMATCH

    def test_a_disabled_account_is_nobodys(self, staff: Directory) -> None:
        assert staff.asks(stated(SHUT), now=NOW).result is Result.NOT_FOUND
        assert not staff.confirms(stated(SHUT), user_name=SHUT.uid, password=PASSWORD, now=NOW).is_match


class TestWithAPassword:
    @pytest.mark.parametrize("user_name", [SUDA.uid, SUDA.principal, f" {SUDA.principal.upper()} "])
    def test_by_user_name_or_principal_name(self, staff: Directory, user_name: str) -> None:
        answer = staff.confirms(stated(), user_name=user_name, password=PASSWORD, now=NOW)
        assert answer.is_match
        assert answer.evidence.checked[0] is Part.PASSWORD

    @pytest.mark.parametrize(
        ("user_name", "password"),
        [
            (SUDA.uid, "wrong"),
            ("nobody", PASSWORD),
            ("", PASSWORD),
            ("*", PASSWORD),
            ("sud*", PASSWORD),
            (f"{SUDA.uid})(objectClass=*", PASSWORD),
            (f"*)(|(uid={SUDA.uid}", PASSWORD),
            (f"{SUDA.uid}\0", PASSWORD),
            (SUDA.uid, PASSWORD * 100),
        ],
    )
    def test_wrong_and_unknown_are_one_answer(self, staff: Directory, user_name: str, password: str) -> None:
        answer = staff.confirms(stated(), user_name=user_name, password=password, now=NOW)
        assert answer.result is Result.MISMATCH
        assert (answer.evidence.checked, answer.evidence.differing) == ((Part.PASSWORD,), (Part.PASSWORD,))

    def test_another_persons_password_proves_another_person(self, staff: Directory) -> None:
        answer = staff.confirms(stated(), user_name=DASHED.uid, password=PASSWORD, now=NOW)
        assert (answer.result, answer.employment) == (Result.NOT_FOUND, None)

    @pytest.mark.parametrize("password", ["", "\0", f"\0{PASSWORD}"])
    def test_a_directory_that_answers_success_to_an_empty_password_is_not_believed(
        self, staff: Directory, ldap_server: LdapServer, password: str
    ) -> None:
        assert _answers_success_to_no_password(ldap_server, SUDA.dn)
        assert not staff.confirms(stated(), user_name=SUDA.uid, password=password, now=NOW).is_match

    def test_nor_does_an_empty_password_of_our_own_look_anything_up(self, ldap_server: LdapServer) -> None:
        assert reason_of(directory(ldap_server.ldaps, ldap_server.ca, password="")) is Reason.REFUSED


class TestAccidents:
    @pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
    def test_down(self, scheme: str, ldap_server: LdapServer) -> None:
        port, _ = free_ports()
        assert reason_of(directory(f"{scheme}://127.0.0.1:{port}", ldap_server.ca)) is Reason.UNREACHABLE

    @pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
    def test_there_but_silent(self, scheme: str, ldap_server: LdapServer) -> None:
        with ldap_server.standing_still():
            url = getattr(ldap_server, scheme)
            assert reason_of(directory(url, ldap_server.ca, seconds=0.3)) is Reason.SLOW

    @pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
    def test_a_certificate_of_somebody_elses_authority(self, scheme: str, ldap_server: LdapServer) -> None:
        asked = directory(getattr(ldap_server, scheme), ldap_server.strangers_ca)
        assert reason_of(asked) is Reason.UNTRUSTED

    @pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
    def test_a_certificate_for_another_name(self, scheme: str, ldap_server: LdapServer) -> None:
        url = getattr(ldap_server, scheme).replace("127.0.0.1", "localhost")
        assert reason_of(directory(url, ldap_server.ca)) is Reason.UNTRUSTED

    def test_an_authority_of_the_system_knows_no_certificate_of_our_own(self, ldap_server: LdapServer) -> None:
        assert reason_of(directory(ldap_server.ldaps, "")) is Reason.UNTRUSTED

    def test_the_password_of_this_site_is_wrong(self, ldap_server: LdapServer) -> None:
        assert reason_of(directory(ldap_server.ldaps, ldap_server.ca, password="former")) is Reason.REFUSED

    def test_a_place_that_does_not_exist(self, ldap_server: LdapServer) -> None:
        asked = directory(ldap_server.ldaps, ldap_server.ca, base="dc=elsewhere")
        assert reason_of(asked) is Reason.FAULT

    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            (b"HTTP/1.1 400 Bad Request\r\n\r\n", Reason.UNREACHABLE),
            (b"\x30\x03\x02\x01\x01", Reason.GARBAGE),
            (b"\x78\x07\x0a\x01\x35\x04\x00\x04\x00", Reason.UNTRUSTED),
            (b"", Reason.UNREACHABLE),
        ],
        ids=["no LDAP at all", "half an answer", "StartTLS is refused", "hangs up"],
    )
    def test_what_does_not_begin_to_encrypt_is_told_no_password(self, said: bytes, reason: Reason) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor() as pool:
            heard = pool.submit(_answer_once, listening, said)
            assert reason_of(directory(f"ldap://127.0.0.1:{listening.getsockname()[1]}", "")) is reason
        assert READER_PASSWORD.encode() not in heard.result()

    def test_nothing_of_a_person_shows_in_a_failure(self, ldap_server: LdapServer) -> None:
        with pytest.raises(Unavailable) as refused:
            directory(ldap_server.ldaps, ldap_server.strangers_ca).asks(stated(), now=NOW)
        told = f"{refused.value!r} {stated()!r}"
        for member in MEMBERS:
            assert member.number not in told
            assert member.family_names[0] not in told


def _answers_success_to_no_password(server: LdapServer, dn: str) -> bool:
    """What a simple bind without a password gets, byte by byte: no library sends one."""
    name = dn.encode()
    bind = b"\x02\x01\x03\x04" + bytes([len(name)]) + name + b"\x80\x00"
    message = b"\x02\x01\x01\x60" + bytes([len(bind)]) + bind
    context = ssl.create_default_context(cafile=server.ca)
    with (
        socket.create_connection(("127.0.0.1", server.tls_port)) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(b"\x30" + bytes([len(message)]) + message)
        return b"\x0a\x01\x00" in line.recv(100)


def _answer_once(listening: socket.socket, said: bytes) -> bytes:
    """Play a server that takes one connection and says one thing; what it heard."""
    line, _ = listening.accept()
    with line:
        line.settimeout(5)
        heard = line.recv(4096)
        if said.startswith(b"\x78"):  # an answer of LDAP bears the number of its question
            number = heard[2 : 4 + heard[3]]
            said = b"\x30" + bytes([len(number) + len(said)]) + number + said
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        while more := line.recv(4096):
            heard += more
    return heard
