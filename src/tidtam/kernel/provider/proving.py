"""How a person proved who they are, in the words of OpenID Connect."""

from datetime import UTC, datetime

from django.http import HttpRequest

from tidtam.kernel.identity import session_state
from tidtam.kernel.identity.actions.sessions import session_number
from tidtam.kernel.identity.choices import SignInMethod
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.queries.acting import is_strong, proofs_of

from .actions.tokens import Proof

ONE_FACTOR, TWO_FACTORS = "aal1", "aal2"
"""What `acr` says: one thing proven, or two."""

_METHODS: dict[str, tuple[str, ...]] = {
    SignInMethod.PASSWORD: ("pwd",),
    SignInMethod.DIGITAL_ID_TWO_FACTORS: (SignInMethod.DIGITAL_ID.value,),
    SignInMethod.SECOND_FACTOR: ("otp",),
    SignInMethod.PASSKEY: ("pop",),
    SignInMethod.OWN_FACTOR: (),
    SignInMethod.HANDED_CODE: (),
}
"""By RFC 8176; a way it has no word for keeps our own. What nobody vouched for is not said."""


def proof_of(request: HttpRequest, account: Account) -> Proof:
    proofs = proofs_of(request, account)
    is_two = is_strong(request, account)
    said = {word for method, _at in proofs for word in _METHODS.get(method, (method,))}
    return Proof(
        account=account,
        session_number=session_number(request),
        session_ends_at=session_state.ends_at(request.session),
        proved_at=datetime.fromtimestamp(int(max((at for _method, at in proofs), default=0)), UTC),
        assurance=TWO_FACTORS if is_two else ONE_FACTOR,
        methods=sorted(said | ({"mfa"} if is_two else set())),
    )
