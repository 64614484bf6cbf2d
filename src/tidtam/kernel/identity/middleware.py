"""Each request acts as somebody, in one transaction, with the database knowing who."""

from collections.abc import Callable
from contextlib import ExitStack

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from tidtam.kernel.actor import Clock, NotAllowed, Refused, acting_as, system_clock
from tidtam.kernel.actor.gate import RoleMissing

from .access_control import is_closed_to, way_in
from .actions.accounts import follow_language
from .actions.sessions import end_session, note_presence
from .http import IdentityRequest
from .queries.acting import identify

clock: Clock = system_clock
"""The one clock of requests; tests set another."""


class ActorMiddleware:
    """The last in the list: what it wraps is the view, and what it undoes is what the view did.

    An exception from the view, or an answer of 500 and above, leaves nothing behind in the database. A view marked
    with `own_transactions` is given the actor only.
    """

    def __init__(self, get_response: Callable[[IdentityRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: IdentityRequest) -> HttpResponseBase:
        request.actor, request.sign_in = identify(request, clock)
        if request.sign_in.ended:
            end_session(request, request.sign_in.ended)
        elif request.sign_in.account:
            note_presence(request)
            follow_language(request)
        request.is_in_transaction = False
        with ExitStack() as request.acting:
            response = self.get_response(request)
            if response.status_code >= 500 and request.is_in_transaction:
                transaction.set_rollback(True)
        if not request.actor.is_visitor and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(
        self,
        request: IdentityRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],  # noqa: ARG002
        kwargs: dict[str, object],  # noqa: ARG002
    ) -> HttpResponse | None:
        if is_closed_to(request):
            return render(request, "identity/expired.html", status=403)
        if not getattr(view, "own_transactions", False):
            request.acting.enter_context(acting_as(request.actor))
            request.is_in_transaction = True
        return None

    def process_exception(self, request: IdentityRequest, exception: Exception) -> HttpResponse | None:
        """Undo first; the page that tells of the error is made outside the broken transaction."""
        request.is_in_transaction = False
        request.acting.__exit__(type(exception), exception, exception.__traceback__)
        if isinstance(exception, RoleMissing):
            return way_in(request, exception)
        if not isinstance(exception, Refused):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409
        return render(request, "identity/refused.html", {"refused": exception}, status=status)
