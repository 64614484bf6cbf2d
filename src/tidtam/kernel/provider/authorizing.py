"""What stands between a service's request and its answer: who is signed in, how lately, and what they agreed to."""

import hashlib
from collections.abc import Sequence
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from tidtam.kernel.identity.http import actor_of, facts_of
from tidtam.kernel.identity.next_page import LONGEST

from .actions.tokens import Proof
from .proving import proof_of
from .rules import SECONDS, AuthorizeRules, issuer
from .server import AuthorizeServer

FRESH = "fresh"
"""What we add to a request that wants a fresh proof, so that coming back with one is told from asking again."""
_FRESH_SECONDS = 30 * 60
_PASSED_OVER = frozenset({"claims"})
"""What discovery says we do not heed; the library would refuse it where it cannot be read."""
_WANTS_FRESH = "login"
ASKS_AGAIN = frozenset({"consent", "select_account"})
"""Values of `prompt` by which a service wants its question put even to who has answered it before."""
Pairs = Sequence[tuple[str, str]]


class Asked:
    """One request of a service as the browser brought it, and what `oauthlib` makes of it."""

    def __init__(self, request: HttpRequest, query: str) -> None:
        given = QueryDict(query)
        self.actor = actor_of(request)
        self.mark = given.get(FRESH, "")
        self.pairs: Pairs = [(name, value) for name, values in given.lists() for value in values if name != FRESH]
        account = facts_of(request).account
        self.proof: Proof | None = proof_of(request, account) if account else None
        self.is_fresh = self._is_fresh(given)
        self.server = AuthorizeServer(AuthorizeRules(self.actor, self.proof, self.is_fresh))

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    @property
    def address(self) -> str:
        """As the library wants it: it reads nothing but the query."""
        judged = [(name, value) for name, value in self.pairs if name not in _PASSED_OVER]
        return f"{issuer()}{reverse('oauth_authorize')}?{urlencode(judged)}"

    @property
    def marked_query(self) -> str:
        """To come back with once the person has proved themselves after this very moment."""
        return urlencode([*self.pairs, (FRESH, _signer().sign(f"{int(self._now)}.{self._digest}"))])

    @property
    def whole_query(self) -> str:
        """As it came, to be judged once more."""
        return urlencode([*self.pairs, (FRESH, self.mark)])

    @property
    def answered_query(self) -> str:
        """To go on with once the person has agreed."""
        return urlencode([*self._settled, (FRESH, self.mark)])

    @property
    def _settled(self) -> Pairs:
        return [(name, _without_asking(value) if name == "prompt" else value) for name, value in self.pairs]

    @property
    def is_too_long(self) -> bool:
        """To be kept while the person signs in; the address of the page that leads back is a little longer."""
        return len(self.marked_query) > LONGEST - 100

    @property
    def _now(self) -> float:
        return self.actor.now().timestamp()

    @property
    def _digest(self) -> str:
        return hashlib.sha256(urlencode(self._settled).encode()).hexdigest()

    def _is_fresh(self, given: QueryDict) -> bool:
        """Late enough for `prompt=login` and `max_age`: by the time of the proof, or because we asked for it."""
        if self.proof is None:
            return False
        proved_at = self.proof.proved_at.timestamp()
        marked_at = self._marked_at()
        if marked_at is not None and proved_at >= marked_at:
            return True
        if _WANTS_FRESH in given.get("prompt", "").split():
            return False
        max_age = given.get("max_age", "")
        return not SECONDS.fullmatch(max_age) or self._now - proved_at <= int(max_age)

    def _marked_at(self) -> int | None:
        try:
            moment, _, digest = _signer().unsign(self.mark).partition(".")
        except BadSignature:
            return None
        if digest != self._digest or self._now - int(moment) > _FRESH_SECONDS:
            return None
        return int(moment)


def _without_asking(prompt: str) -> str:
    return " ".join(word for word in prompt.split() if word not in ASKS_AGAIN)


def _signer() -> Signer:
    return Signer(salt="tidtam.provider.fresh")
