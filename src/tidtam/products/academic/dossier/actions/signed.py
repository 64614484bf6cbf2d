"""What stands at a signature on the paper: whether it is in order, and how it is written into the dossier."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.products.academic.dossier.choices import Signer
from tidtam.products.academic.dossier.queries.signing import SignatureNow
from tidtam.products.academic.dossier.signing import OPINIONS
from tidtam.products.academic.rulebook.choices import Capacity, Certifier, Opinion
from tidtam.products.academic.rulebook.pointing import Values
from tidtam.products.academic.rulebook.rules.supervisors import name_key
from tidtam.thai.dates import format_long, format_short

SIGNS_FOR_OTHERS = frozenset({Signer.COMMITTEE, Signer.KPW, Signer.COUNCIL})
"""As chair or secretary of a body."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands at the signature on the paper."""

    name: str
    position: str
    signed_on: date
    capacity: Capacity | None = None
    opinion: Opinion | None = None
    remark: str = ""
    is_acting: bool = False
    order_number: str = ""
    order_date: date | None = None
    acts_from: date | None = None
    acts_until: date | None = None


def must_be_in_order(actor: Actor, values: Values, signer: str, signed: Signed) -> None:
    must_not_be_future(actor, signed.signed_on)
    if not signed.name.strip():
        raise Refused(_("Write the name of the person who signed."), code="missing", field="name")
    if signer in SIGNS_FOR_OTHERS and signed.capacity is None:
        raise Refused(_("Say whether the chair or the secretary signed."), code="missing", field="capacity")
    if signer in Certifier.values:
        if signed.opinion not in OPINIONS[signer]:
            raise Refused(_("Say which opinion the supervisor gave."), code="missing", field="opinion")
        applicant = values.get("applicant", {})
        names = (applicant.get(each, "") for each in ("given_name", "middle_name", "family_name"))
        if name_key(signed.name) == name_key(" ".join(filter(None, names))):
            message = _(
                "Nobody certifies their own request. Where the applicant holds that office, the one above signs."
            )
            raise Refused(message, code="own", field="name")
    if signed.is_acting:
        _must_act_that_day(signed)


def _must_act_that_day(signed: Signed) -> None:
    if not signed.order_number.strip():
        message = _("Write the number of the order by which the signer acts.")
        raise Refused(message, code="missing", field="order_number")
    begins, ends = signed.acts_from, signed.acts_until
    if begins is None:
        raise Refused(_("Say from which day the signer acts."), code="missing", field="acts_from")
    if ends is not None and ends < begins:
        raise Refused(_("The period of the order ends before it begins."), code="period", field="acts_until")
    if signed.signed_on < begins or (ends is not None and signed.signed_on > ends):
        raise Refused(
            _("On %(day)s the signer did not act for the office. Check the date and the period of the order.")
            % {"day": format_long(signed.signed_on)},
            code="period",
            field="signed_on",
        )


def must_not_be_future(actor: Actor, day: date) -> None:
    if day > actor.today():
        message = _("%(day)s has not come yet. Check the year, and whether it is of the Buddhist era.")
        raise Refused(message % {"day": format_long(day)}, code="future", field="signed_on")


def filled_by(now: SignatureNow, signed: Signed) -> Values:
    """As it is written into the dossier; what the form does not ask stays as it stands there."""
    acting: Values = {}
    if signed.is_acting:
        acting = {
            "is_acting": True,
            "order_number": signed.order_number.strip(),
            "order_date": _typed(signed.order_date),
            "acts_from": _typed(signed.acts_from),
            "acts_until": _typed(signed.acts_until),
            "order_files": now.signature.get("acting", {}).get("order_files", []),
        }
    signature = {
        "capacity": signed.capacity,
        "name": signed.name.strip(),
        "position": signed.position.strip(),
        "signed": True,
        "signed_on": _typed(signed.signed_on),
        "acting": _said(acting),
    }
    if now.slot.signer not in Certifier.values:
        return _said(signature)
    certification = {"certifier": now.slot.signer.value, "opinion": signed.opinion, "remark": signed.remark.strip()}
    return _said({**certification, "signature": _said(signature)})


def _typed(day: date | None) -> str:
    return format_short(day) if day else ""


def _said(piece: Values) -> Values:
    return {name: value for name, value in piece.items() if value not in (None, "", [], {})}
