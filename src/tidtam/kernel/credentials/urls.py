from django.urls import path

from .views import addresses, directory, enrolment, passkeys, recovery, resets

urlpatterns = [
    path("passkeys/", passkeys.passkey_list, name="passkeys"),
    path("passkeys/add/", passkeys.passkey_add, name="passkey_add"),
    path("passkeys/<uuid:reference>/", passkeys.passkey, name="passkey"),
    path("passkeys/<uuid:reference>/remove/", passkeys.passkey_remove, name="passkey_remove"),
    path("sign-in/passkey/", passkeys.passkey_sign_in, name="passkey_sign_in"),
    path("forgotten/", recovery.forgotten_password, name="forgotten_password"),
    path("forgotten/code/", recovery.recovery_code, name="recovery_code"),
    path("forgotten/password/", recovery.recovery_password, name="recovery_password"),
    path("addresses/", addresses.addresses, name="addresses"),
    path("addresses/stop/<str:token>/", addresses.address_stop, name="address_stop"),
    path("addresses/<str:kind>/", addresses.address_change, name="address_change"),
    path("addresses/<str:kind>/code/", addresses.address_code, name="address_code"),
    path("directory/", directory.directory_sign_in, name="directory_sign_in"),
    path("directory/end/", directory.directory_sign_in_end, name="directory_sign_in_end"),
    path("second-factor/proof/", enrolment.prove_for_second_factor, name="prove_for_second_factor"),
    path("help/<uuid:account_id>/", enrolment.account_helped, name="account_helped"),
    path("help/<uuid:account_id>/reset/", resets.factor_reset, name="factor_reset"),
    path("second-factor/stop/<str:token>/", resets.reset_stop, name="reset_stop"),
    path("help/<uuid:account_id>/code/", enrolment.enrolment_code, name="enrolment_code"),
]
