"""The pages: whoever issues, whoever enters, and what the header says."""

import io
import re
import time

import pypdfium2
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.agencies.models import AgencyToken
from tidtam.kernel.agencies.written_token import new_token, written
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_contact, make_ministry, make_organization

from .factories import make_central

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'<code id="new-token">([-A-Z0-9]+)</code>')


@pytest.fixture
def ministry() -> Organization:
    with acting_as(SYSTEM):
        office = make_ministry()
        make_contact(office, matter="service_points", phone="0 2026 5555")
    return office


@pytest.fixture
def college(ministry: Organization) -> Organization:
    with acting_as(SYSTEM):
        return make_organization("college", ministry, kind="agency", name_th="วิทยาลัยสมมติ", name_en="Sommut College")


@pytest.fixture
def central(ministry: Organization) -> Client:
    return client_for(make_central(ministry))


def issued(central: Client, college: Organization, **given: str) -> tuple[str, str]:
    """The token's page, and the token on it."""
    form = {"letter_no": "อว 0201/77", "lives_days": "30", **given}
    answer = central.post(reverse("agencies:issue", args=[college.pk]), form)
    assert answer.status_code == 302
    page = central.get(answer["Location"]).content.decode()
    shown = SHOWN.search(page)
    assert shown is not None
    return answer["Location"], shown.group(1)


@pytest.mark.requirement("IDN-21")
def test_the_token_is_shown_once(central: Client, college: Organization) -> None:
    url, token = issued(central, college)
    again = central.get(url)
    assert token not in again.content.decode()
    assert "no-store" in again["Cache-Control"]


@pytest.mark.requirement("IDN-21")
def test_its_letter_is_printed_from_the_page_that_shows_it_and_from_nowhere_else(
    central: Client, college: Organization
) -> None:
    url, token = issued(central, college)
    answer = central.post(f"{url}letter/", {"token": token})
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    for words in (token, "วิทยาลัยสมมติ", "อว 0201/77", "0 2026 5555", "/agencies/token/", "เรื่อง", "ขอแสดงความนับถือ"):
        assert words in text
    assert central.post(f"{url}letter/", {"token": written(new_token())}).status_code == 302
    assert central.post(f"{url}letter/", {}).status_code == 302


@pytest.mark.requirement("IDN-21", "IDN-23")
def test_who_enters_it_acts_as_the_officer_at_once_and_the_header_says_so(
    central: Client, college: Organization
) -> None:
    _url, token = issued(central, college)
    account = make_account()
    browser, other_browser = client_for(account), client_for(account)

    page = browser.post(reverse("agencies:enter"), {"token": token.lower()}, follow=True).content.decode()

    header = page[page.index("tt-acting") : page.index("</header>")]
    assert account.display_name in header
    assert "เจ้าหน้าที่จุดบริการ" in header
    assert "วิทยาลัยสมมติ" in header
    # A privilege changed: what was signed in elsewhere is over.
    assert other_browser.get(reverse("account_home")).status_code == 302


@pytest.mark.requirement("IDN-23")
def test_with_several_roles_one_switches_without_signing_out(
    central: Client, college: Organization, ministry: Organization
) -> None:
    _url, token = issued(central, college)
    account = make_central(ministry)
    browser = client_for(account)
    browser.post(reverse("agencies:enter"), {"token": token})
    assert browser.get(reverse("agencies:mine")).status_code == 200
    assert browser.get(reverse("agencies:list")).status_code == 403
    grant = RoleGrant.objects.get(account=account, role="central_group")

    browser.post(reverse("switch_role"), {"grant": str(grant.pk)})

    page = browser.get(reverse("agencies:list"), headers={"accept-language": "th"}).content.decode()
    header = page[page.index("tt-acting") : page.index("</header>")]
    assert "กลุ่มพัฒนาระบบบริหาร" in header
    assert "เจ้าหน้าที่จุดบริการ" not in header
    assert reverse("switch_role") in header
    browser.post(reverse("switch_role"), {"grant": ""})
    myself = browser.get(reverse("account_home")).content.decode()
    header = myself[myself.index("tt-acting") : myself.index("</header>")]
    assert account.display_name in header
    assert "tt-acting__role" not in header


@pytest.mark.requirement("IDN-21")
def test_a_password_alone_does_not_do(central: Client, college: Organization) -> None:
    _url, token = issued(central, college)
    browser = client_for(make_account(), method="password")
    page = browser.post(reverse("agencies:enter"), {"token": token}).content.decode()
    # A second factor of one's own would lead back here: who it is must be said by somebody else.
    assert f"{reverse('second_factor_setup')}?next=" not in page
    assert f'action="{reverse("digital_id_begin")}"' in page
    assert AgencyToken.objects.get().spent_at is None


def prove(browser: Client, *methods: str) -> None:
    """The session's person gave these proofs as well."""
    session = browser.session
    session["account_authentication_methods"] += [{"method": method, "at": time.time()} for method in methods]
    session.save()


@pytest.mark.requirement("IDN-07", "IDN-20", "IDN-21")
def test_whom_digital_id_named_gives_a_second_factor_of_their_own_and_the_token_vouches_for_it(
    central: Client, college: Organization
) -> None:
    _url, token = issued(central, college)
    account, enter = make_account(), reverse("agencies:enter")
    browser = client_for(account, method="digital_id")
    page = browser.post(enter, {"token": token}).content.decode()
    assert f"{reverse('second_factor_setup')}?next=" in page
    factor = Authenticator.objects.create(user=account, type="totp", data={"secret": "x", "self_enrolled": True})
    prove(browser, "own_factor")

    assert browser.post(enter, {"token": token})["Location"] == reverse("agencies:mine")

    assert browser.get(reverse("agencies:mine")).status_code == 200
    factor.refresh_from_db()
    assert "self_enrolled" not in factor.data


@pytest.mark.requirement("IDN-07", "IDN-21")
def test_a_second_factor_of_one_s_own_does_not_say_who_one_is(central: Client, college: Organization) -> None:
    _url, token = issued(central, college)
    browser = client_for(make_account(), method="password")
    prove(browser, "own_factor")
    browser.post(reverse("agencies:enter"), {"token": token})
    assert AgencyToken.objects.get().spent_at is None


@pytest.mark.requirement("IDN-21")
def test_whoever_guesses_is_slowed_down_and_whoever_mistypes_is_not(college: Organization) -> None:
    browser, enter = client_for(make_account()), reverse("agencies:enter")
    for _slip in range(12):
        assert "กลุ่มที่ 1" in browser.post(enter, {"token": "33333-33333-33333-33333"}).content.decode()
    pages = [browser.post(enter, {"token": written(new_token())}).content.decode() for _guess in range(11)]
    assert "15 นาที" not in pages[9]
    assert "15 นาที" in pages[10]


@pytest.mark.requirement("IDN-22")
def test_a_lost_token_is_asked_for_and_answered_on_the_pages(central: Client, college: Organization) -> None:
    person = make_account()
    browser = client_for(person)
    form = {"organization": college.pk, "reason": "หนังสือสูญหายทางไปรษณีย์"}
    assert browser.post(reverse("agencies:ask"), form).status_code == 302
    listed = central.get(reverse("agencies:requests")).content.decode()
    assert person.display_name in listed
    found = re.search(r'href="(/agencies/requests/[-0-9a-f]+/)"', listed)
    assert found is not None
    assert "หนังสือสูญหายทางไปรษณีย์" in central.get(found.group(1)).content.decode()
    central.post(found.group(1), {"reason": "มิได้เป็นบุคลากรของวิทยาลัย"})
    assert "มิได้เป็นบุคลากรของวิทยาลัย" in browser.get(reverse("agencies:ask")).content.decode()


@pytest.mark.requirement("IDN-21")
@pytest.mark.parametrize("name", ["agencies:list", "agencies:requests", "agencies:enter", "agencies:ask"])
def test_the_pages_are_complete_in_english(central: Client, college: Organization, name: str) -> None:
    central.cookies["tidtam_language"] = "en"
    page = central.get(reverse(name)).content.decode()
    assert 'lang="en"' in page
    assert "โทเค็น" not in page
