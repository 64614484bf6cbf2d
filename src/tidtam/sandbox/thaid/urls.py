from django.urls import include, path, re_path

from .views import console, desktop, openid, phone, registration

_OAUTH = r"^thaid/api/v2/oauth2/"

# ThaiD's endpoints answer with and without the last stroke.
_openid = [
    path("thaid/.well-known/openid-configuration", openid.discovery, name="discovery"),
    re_path(r"^thaid/jwks/?$", openid.keys, name="keys"),
    re_path(_OAUTH + r"auth/?$", desktop.authorize, name="authorize"),
    re_path(_OAUTH + r"token/?$", openid.token, name="token"),
    re_path(_OAUTH + r"introspect/?$", openid.introspect, name="introspect"),
    re_path(_OAUTH + r"revoke/?$", openid.revoke, name="revoke"),
    re_path(_OAUTH + r"userinfo/?$", openid.userinfo, name="userinfo"),
]
_desktop = [
    path("", desktop.qr_page, name="qr_page"),
    path("state", desktop.qr_state, name="qr_state"),
    path("renew", desktop.qr_renew, name="qr_renew"),
    path("cancel", desktop.qr_cancel, name="qr_cancel"),
    path("continue", desktop.qr_continue, name="qr_continue"),
]
_phone = [
    path("", phone.start, name="phone_slash"),
    path("unlock", phone.unlock, name="phone_unlock"),
    path("lock", phone.lock, name="phone_lock"),
    path("home", phone.home, name="phone_home"),
    path("documents", phone.documents, name="phone_documents"),
    path("notices", phone.notices, name="phone_notices"),
    path("settings", phone.preferences, name="phone_preferences"),
    path("settings/pin", phone.change_pin, name="phone_change_pin"),
    path("scan", phone.scan, name="phone_scan"),
    path("consent/<uuid:sign_in_id>", phone.consent, name="phone_consent"),
    path("register", registration.begin, name="register_begin"),
    path("register/done", registration.registered, name="registered"),
    path("register/leave", registration.leave, name="register_leave"),
    path("register/service-point", registration.service_point, name="register_service_point"),
    path("register/picture/<str:kind>", registration.picture, name="register_picture"),
    path("register/<slug:key>", registration.register, name="register"),
    path("devices", phone.devices, name="phone_devices"),
]

urlpatterns = [
    path("help", console.help_page, name="help"),
    path("log", console.log, name="log"),
    path("faults", console.faults, name="faults"),
    path("clock", console.set_clock, name="clock"),
    path("keys", console.new_key, name="new_key"),
    *_openid,
    path("thaid/api/v2/oauth2/auth/<uuid:sign_in_id>/", include(_desktop)),
    path("phone", phone.start, name="phone"),
    path("phone/", include(_phone)),
]
