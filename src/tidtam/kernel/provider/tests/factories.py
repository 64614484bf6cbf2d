"""Services, people who sign in to them, and a relying party that speaks with Tidtam as its standard says."""

import hashlib
import secrets
from base64 import b64encode, urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

import jwt
from allauth.usersessions.models import UserSession
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import sign_in
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.tests.factories import place
from tidtam.kernel.provider.actions.services import Facts, NewSecret, register_service
from tidtam.kernel.provider.choices import Scope

BACK = "https://meeting.example.go.th/signed-in"
LEFT = "https://meeting.example.go.th/signed-out?from=tidtam"
FACTS: dict[str, Any] = {
    "name_th": "ระบบจองห้องประชุม",
    "name_en": "Meeting rooms",
    "purpose_th": "ใช้จองห้องประชุมของกระทรวง",
    "purpose_en": "Books the ministry's meeting rooms.",
    "contact": "rooms@example.go.th",
    "redirect_uris": [BACK],
    "logout_uris": [LEFT],
    "scopes": [Scope.PROFILE, Scope.EMAIL, Scope.PHONE, Scope.PERSONNEL],
    "takes_temporary": False,
}


def make_service(office: Organization | None = None, **given: Any) -> NewSecret:
    """At the ministry unless an office is given."""
    office = office or place("mhesi")
    with acting_as(SYSTEM):
        return register_service(SYSTEM, organization=office, facts=Facts(**(FACTS | given)))


def browser_of(account: Account, *, method: str = "thaid") -> Client:
    """A browser in which the account is signed in, with the session on its list."""
    browser = Client()
    sign_in(browser, account, method=method)
    UserSession.objects.create(user=account, session_key=browser.session.session_key, ip="127.0.0.1")
    return browser


class RelyingParty:
    """A service that was written for any provider."""

    def __init__(self, made: NewSecret) -> None:
        self.client_id, self.secret = str(made.service.pk), made.secret
        self.verifier = secrets.token_urlsafe(48)

    def request(self, **given: Any) -> dict[str, str]:
        """What it sends along with a person; None leaves something out."""
        challenge = urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")
        asked = {
            "client_id": self.client_id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile",
            "state": "a-state",
            "nonce": "a-nonce",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **given,
        }
        return {name: value for name, value in asked.items() if value is not None}

    def send(self, browser: Client, **given: Any) -> Any:
        return browser.get("/oauth/authorize", self.request(**given))

    def sign_in(self, browser: Client, **given: Any) -> str:
        """The code that comes back, agreeing where Tidtam asks."""
        answer = self.send(browser, **given)
        if answer.status_code == 200:
            answer = agree(browser, answer)
        return answer_of(answer)["code"]

    def call(self, path: str, *, how: str = "basic", **form: Any) -> Any:
        form = {name: value for name, value in form.items() if value is not None}
        if how == "post":
            return Client().post(f"/oauth/{path}", {**form, "client_id": self.client_id, "client_secret": self.secret})
        pair = ":".join(map(quote_plus, (self.client_id, self.secret)))
        headers = {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
        return Client().post(f"/oauth/{path}", form, headers=headers)

    def exchange(self, code: str, **form: Any) -> Any:
        wanted = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, **form}
        return self.call("token", **({"code_verifier": self.verifier} | wanted))

    def refresh(self, token: str, **form: Any) -> Any:
        return self.call("token", grant_type="refresh_token", refresh_token=token, **form)

    def tokens(self, browser: Client, **given: Any) -> dict[str, Any]:
        answer = self.exchange(self.sign_in(browser, **given))
        assert answer.status_code == 200, answer.content
        body: dict[str, Any] = answer.json()
        return body


def agree(browser: Client, page: Any) -> Any:
    """Press the button of the consent page, and follow the page that leads back to the request."""
    asked = page.context["query"]
    go_on = browser.post("/oauth/agree", {"asked": asked})
    assert go_on.status_code == 303, go_on.content
    return browser.get(browser.get(go_on.headers["Location"]).context["target"])


def answer_of(answer: Any) -> dict[str, str]:
    """What the service is told by the address the browser is sent to."""
    assert answer.status_code == 302, answer.content
    target = urlsplit(answer.headers["Location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == BACK
    told = parse_qs(target.query, strict_parsing=True)
    assert all(len(values) == 1 for values in told.values())
    return {name: values[0] for name, values in told.items()}


def userinfo(token: str) -> Any:
    return Client().get("/oauth/userinfo", headers={"Authorization": f"Bearer {token}"})


def read_id_token(text: str, audience: str) -> dict[str, Any]:
    """Checked as a service checks it: by the published keys, with issuer and audience from discovery."""
    keys = jwt.PyJWKSet.from_dict(Client().get("/oauth/jwks").json())
    kid = jwt.get_unverified_header(text)["kid"]
    found: dict[str, Any] = jwt.decode(
        text,
        next(key.key for key in keys.keys if key.key_id == kid),
        algorithms=["RS256"],
        audience=audience,
        issuer=Client().get("/.well-known/openid-configuration").json()["issuer"],
        options={"require": ["exp", "iat", "sub"]},
    )
    return found
