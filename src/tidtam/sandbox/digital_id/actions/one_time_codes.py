"""Codes by text message: six digits, five minutes, five tries, another one after sixty seconds."""

import hmac
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import clock, codes, sms
from tidtam.sandbox.digital_id.models import Draft, OneTimeCode, is_over
from tidtam.sandbox.digital_id.queries import latest_code

LIFETIME = timedelta(minutes=5)
TRIES = 5
WAIT = timedelta(seconds=60)
MOST_IN_AN_HOUR = 5
"""For one number, whoever asks: a telephone is no target, and guesses stay few."""


def send_code(draft: Draft) -> None:
    """A new code to the number of the registration; the one before it is worth nothing from then on."""
    mobile, moment, code = draft.answer("mobile"), clock.now(), codes.new_otp()
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Two browsers that ask for one number at once: the second sees what the first did.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"digital_id:{mobile}"])
        _refuse_flood(mobile)
        OneTimeCode.objects.create(
            draft=draft,
            mobile=mobile,
            code_hash=_hash(draft, code),
            sent_at=moment,
            expires_at=moment + LIFETIME,
        )
        # Inside: a code that never went out makes nobody wait for another.
        text = _("Your Digital ID code is %(code)s. It is good for 5 minutes. Tell it to nobody.") % {"code": code}
        sms.send(mobile, text)


def seconds_to_wait(mobile: str) -> int:
    latest = OneTimeCode.objects.filter(mobile=mobile).order_by("-sent_at").first()
    return max(0, round((latest.sent_at + WAIT - clock.now()).total_seconds())) if latest else 0


def _refuse_flood(mobile: str) -> None:
    wait = seconds_to_wait(mobile)
    if wait:
        raise Refused(
            _("A code was sent a moment ago. Another one can be sent in %(seconds)d seconds.") % {"seconds": wait},
            code="wait",
            field="code",
        )
    an_hour_ago = clock.now() - timedelta(hours=1)
    if OneTimeCode.objects.filter(mobile=mobile, sent_at__gt=an_hour_ago).count() >= MOST_IN_AN_HOUR:
        raise Refused(
            _("Too many codes were sent to this number. Try again in an hour."), code="too_many_codes", field="code"
        )


def prove_mobile(draft: Draft, *, code: str) -> None:
    """The code of this registration, for the number that stands in it now. A wrong try counts, whatever follows."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        sent = latest_code(draft)
        if sent is None or sent.used_at or is_over(clock.now(), sent.expires_at):
            raise Refused(_("This code has expired. Ask for another one."), code="expired", field="code")
        if sent.wrong_tries >= TRIES:
            raise Refused(
                _("There were too many wrong tries with this code. Ask for another one."), code="too_many", field="code"
            )
        is_right = hmac.compare_digest(_hash(draft, code), sent.code_hash)
        if is_right:
            sent.used_at = clock.now()
            sent.save(update_fields=["used_at"])
            draft.answers["proven_mobile"] = sent.mobile
            draft.save(update_fields=["answers"])
        else:
            OneTimeCode.objects.filter(pk=sent.pk).update(wrong_tries=F("wrong_tries") + 1)
    if not is_right:
        left = TRIES - sent.wrong_tries - 1
        raise Refused(_("This is not the code. %(left)d tries are left.") % {"left": left}, code="wrong", field="code")


def _hash(draft: Draft, code: str) -> str:
    return codes.hash_of(f"{draft.id}:{code}")
