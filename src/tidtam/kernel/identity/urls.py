from django.urls import path

from .views import account, api_clients, security, sign_in

urlpatterns = [
    path("", account.account_home, name="account_home"),
    path("start/", account.landing, name="landing"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.second_factor, name="second_factor"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("signed-out/", sign_in.signed_out, name="signed_out"),
    path("api-clients/", api_clients.client_list, name="api_client_list"),
    path("api-clients/new/", api_clients.client_new, name="api_client_new"),
    path("api-clients/<uuid:client_id>/", api_clients.client_detail, name="api_client"),
    path("api-clients/<uuid:client_id>/secret/", api_clients.client_rotate, name="api_client_rotate"),
    path("api-clients/<uuid:client_id>/old-secret/", api_clients.client_end_old, name="api_client_end_old"),
    path("api-clients/<uuid:client_id>/end/", api_clients.client_end, name="api_client_end"),
    path("role/", account.switch_role, name="switch_role"),
    path("sessions/", account.account_sessions, name="account_sessions"),
    path("user-name/", security.choose_username, name="choose_username"),
    path("password/", security.change_password, name="change_password"),
    path("confirm/", security.confirm_identity, name="confirm_identity"),
    path("second-factor/", security.second_factor_setup, name="second_factor_setup"),
    path("second-factor/codes/", security.second_factor_codes, name="second_factor_codes"),
    path("second-factor/remove/", security.second_factor_remove, name="second_factor_remove"),
]
