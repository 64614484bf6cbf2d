from django.urls import path

from .views import account, security, sign_in

urlpatterns = [
    path("", account.account_home, name="account_home"),
    path("start/", account.landing, name="landing"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.second_factor, name="second_factor"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("signed-out/", sign_in.signed_out, name="signed_out"),
    path("role/", account.switch_role, name="switch_role"),
    path("sessions/", account.account_sessions, name="account_sessions"),
    path("user-name/", security.choose_username, name="choose_username"),
    path("password/", security.change_password, name="change_password"),
    path("confirm/", security.confirm_identity, name="confirm_identity"),
    path("second-factor/", security.second_factor_setup, name="second_factor_setup"),
    path("second-factor/codes/", security.second_factor_codes, name="second_factor_codes"),
    path("second-factor/remove/", security.second_factor_remove, name="second_factor_remove"),
]
