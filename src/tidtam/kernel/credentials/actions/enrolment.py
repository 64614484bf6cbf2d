"""The first second factor of an officer: set up only after something better than the password said who it is."""

import hashlib
import logging
import re
import secrets
from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.credentials.models import EnrolmentCode
from tidtam.kernel.credentials.notices import tell
from tidtam.kernel.credentials.policies import can_vouch_for
from tidtam.kernel.identity.choices import SignInMethod
from tidtam.kernel.identity.models import Account

logger = logging.getLogger(__name__)

CODE_LIVES = timedelta(days=3)
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Without those that are taken for one another on paper."""
_LENGTH = 12


def issue_code(actor: Actor, account: Account) -> str:
    """The code, told once to who hands it over; a former one is no longer good."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if not can_vouch_for(actor, account):
        raise NotAllowed(_("Only an account administrator may make such a code, and never for themselves."))
    EnrolmentCode.objects.filter(account=account, used_at=None, ended_at=None).update(ended_at=actor.now())
    code = "".join(secrets.choice(_LETTERS) for _each in range(_LENGTH))
    EnrolmentCode.objects.create(
        account=account,
        digest=_digest(code),
        issued_at=actor.now(),
        issued_by_id=actor.account_id,
        expires_at=actor.now() + CODE_LIVES,
    )
    record(actor, "account.enrolment_code_issued", "account", account.pk, person_id=account.person_id)
    tell(actor, account, "enrolment_code")
    return "-".join(code[start : start + 4] for start in range(0, _LENGTH, 4))


def use_code(request: HttpRequest, actor: Actor, account: Account, *, code: str) -> None:
    """This session may set up a second factor now. The code is spent."""
    if not ratelimit.consume(request, action="enrolment_code", key=str(account.pk)):
        logger.warning("enrolment code: too many tries")
        raise Refused(
            _("There were too many tries. Wait 15 minutes and try again."), code="too_many_tries", field="code"
        )
    kept = EnrolmentCode.objects.select_for_update().filter(account=account, digest=_digest(code))
    found = kept.filter(used_at=None, ended_at=None, expires_at__gt=actor.now()).first()
    if found is None:
        raise Refused(
            _("This code is not right, was used, or is older than three days. Ask your administrator for a new one."),
            code="wrong_code",
            field="code",
        )
    found.used_at = actor.now()
    found.save(update_fields=["used_at"])
    record_authentication(request, account, method=SignInMethod.HANDED_CODE.value)
    record(actor, "account.enrolment_code_used", "account", account.pk, person_id=account.person_id)


def _digest(code: str) -> str:
    bare = re.sub(r"[\s-]", "", code).upper()
    return hashlib.sha256(bare.encode()).hexdigest()
