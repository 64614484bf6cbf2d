"""Where tokens of agencies show up in the pages' frame, and what their codes mean."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.kernel.notifications import kinds
from tidtam.web.navigation import Entry, register

from .notices import ASKED, HANDED_OVER, ISSUED_ANEW, NOT_ISSUED
from .policies import can_enter_token, is_officer, serves_agencies


def plug_in() -> None:
    kinds.register(ASKED, HANDED_OVER, ISSUED_ANEW, NOT_ISSUED)
    register_verbs(
        {
            "agency_token.issued": _("Issued a token for an agency"),
            "agency_token.letter_printed": _("Printed the letter with a token"),
            "agency_token.revoked": _("Revoked a token"),
            "agency_token.redeemed": _("Used a token"),
            "agency_token.refused": _("Entered a token that does not count"),
            "agency.handed_over": _("Took over as service-point officer"),
            "agency_token_request.made": _("Asked for a new token"),
            "agency_token_request.refused": _("Did not grant a new token"),
        }
    )
    register_things(
        {
            "agency_token": _("Token of an agency"),
            "agency_token_request": _("Request for a token"),
            "agency": _("Agency"),
        }
    )
    register(Entry("agencies", _("Agencies and tokens"), "agencies:list", 70, serves_agencies, "side"))
    register(Entry("agency_requests", _("Requests for tokens"), "agencies:requests", 71, serves_agencies, "side"))
    register(Entry("agency_token", _("Token of an agency"), "agencies:enter", 90, can_enter_token, "footer"))
    register(Entry("my_agency", _("My agency"), "agencies:mine", 30, is_officer, "main"))
