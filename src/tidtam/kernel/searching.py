"""What is searched for stands in the address of the page, so that it can be gone back to, kept and paged through; but a
national number does not: the address names it by a token that means something in the searcher's own session only.
"""

import re
from functools import wraps
from secrets import token_urlsafe

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from tidtam.kernel.actor.gate import Inner, P
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.keys import Unreadable, decrypt, encrypt
from tidtam.thai import national_id

_PLACE = "searching"
_MOST_KEPT = 20
_LONGEST = 1_000  # longer than what any form for searching takes
_BYTES = 16
_TOKEN = re.compile(r"~[\w-]{22}", re.ASCII)


def searched(view: Inner[P]) -> Inner[P]:
    """For a page with a form for searching, inside the doors it has.

    The form posts to the page, which leads on to the address of what is searched for. Whoever writes a number into
    an address all the same is led away from it.
    """

    @wraps(view)
    def led(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        asked = request.POST if request.method == "POST" else request.GET
        if request.method == "POST" or any(map(national_id.stands_in, _values(asked))):
            query = _numbers_kept(request.session, asked).urlencode()
            return redirect(f"{request.path}?{query}")
        return view(request, *args, **kwargs)

    return led


def asked_for(request: HttpRequest) -> QueryDict:
    """What the address asks for, with what its tokens stand for; for forms that judge it, never for an address."""
    given = request.GET.copy()
    if any(map(_TOKEN.fullmatch, _values(given))):
        kept = request.session.get(_PLACE, {})
        for name, values in given.lists():
            given.setlist(name, [_opened(kept, value) for value in values])
    return given


def _values(query: QueryDict) -> list[str]:
    return [value for _name, values in query.lists() for value in values]


def _numbers_kept(session: SessionBase, asked: QueryDict) -> QueryDict:
    """The same question without the numbers, which the session keeps sealed: the latest ones, while it lasts."""
    kept = dict(session.get(_PLACE, {}))
    query = asked.copy()
    query.pop("csrfmiddlewaretoken", None)
    for name, values in asked.lists():
        if name in query:
            query.setlist(name, [_token(kept, value) if national_id.stands_in(value) else value for value in values])
    if kept != session.get(_PLACE, {}):
        session[_PLACE] = dict([*kept.items()][-_MOST_KEPT:])
    return query


def _token(kept: dict[str, str], words: str) -> str:
    token = f"~{token_urlsafe(_BYTES)}"
    kept[token] = encrypt(words[:_LONGEST], _field(token))
    return token


def _opened(kept: dict[str, str], value: str) -> str:
    """A token of another session, or of one long ago, stands for itself: nobody is found by it."""
    try:
        return decrypt(kept[value], _field(value)) if value in kept else value
    except Unreadable:
        return value


def _field(token: str) -> str:
    return f"searching.{token}"
