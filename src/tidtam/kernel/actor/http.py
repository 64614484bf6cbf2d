from django.http import HttpRequest

from .actor import Actor


class ActorRequest(HttpRequest):
    """A request after the middleware found out who acts."""

    actor: Actor
