"""What an action answers when it will not do what was asked."""

from django.utils.functional import Promise

Text = str | Promise


class Refused(Exception):
    """The request cannot be carried out; the text tells a person what is wrong and how to mend it."""

    def __init__(self, message: Text, *, code: str = "refused", field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field


class NotAllowed(Refused):
    """The actor sees the thing, but may not do this with it."""

    def __init__(self, message: Text, *, code: str = "not_allowed") -> None:
        super().__init__(message, code=code)


class Outdated(Refused):
    """Somebody else changed the thing since the actor looked at it."""

    def __init__(self, message: Text, *, code: str = "outdated") -> None:
        super().__init__(message, code=code)
