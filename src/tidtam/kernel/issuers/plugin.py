"""Where signing in with a provider shows up on the account's pages, and what its codes mean."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_verbs
from tidtam.kernel.identity import parts
from tidtam.kernel.identity.access_control import leave_open_to_expired
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.next_page import never_go_on_to
from tidtam.kernel.identity.session_state import forget_at_sign_in
from tidtam.kernel.notifications import kinds

from .browser_state import FAILED
from .notices import JOINED
from .presenting import ways_in, ways_to_confirm


def plug_in() -> None:
    pages = [f"{provider}_{page}" for provider in Provider.values for page in ("begin", "callback", "failed")]
    # Whom a provider names has proven who they are: there is no better way.
    leave_open_to_expired(*pages)
    never_go_on_to(*pages)
    forget_at_sign_in(FAILED)
    parts.register("sign_in", ways_in)
    parts.register("confirm", ways_to_confirm)
    kinds.register(JOINED)
    register_verbs({"account.joined": _("Joined two accounts of one person")})
