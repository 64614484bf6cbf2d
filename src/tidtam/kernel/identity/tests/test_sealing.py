from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity import sealing
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.keys import Keyring, cipher, keyring, new_key

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-52")]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_secrets_of_second_factors_are_sealed_anew_when_keys_change() -> None:
    account = make_account()
    TOTP.activate(account, SECRET)
    codes = RecoveryCodes.activate(account).generate_codes()
    old = keyring().newest.id
    changed = Keyring((Keyring.parse(new_key("k9")).newest, *keyring().keys))
    with patch.object(cipher, "keyring", lambda: changed), patch.object(sealing, "keyring", lambda: changed):
        rotator = sealing.SecondFactorSecrets()
        assert rotator.counts() == {old: 2}
        with acting_as(SYSTEM):
            done, after = rotator.rotate_batch(None, 1)
            assert done == 1
            assert rotator.rotate_batch(after, 10)[0] == 1
            assert rotator.rotate_batch(None, 10) == (0, None)
        assert rotator.counts() == {"k9": 2}
        kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
        assert kept.generate_codes() == codes
