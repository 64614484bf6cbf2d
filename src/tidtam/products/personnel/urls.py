from django.urls import path

from .views import mine, office, register, requests

app_name = "personnel"

urlpatterns = [
    path("mine/", mine.follow, name="follow"),
    path("mine/start/", mine.start, name="start"),
    path("mine/start/<slug:kind>/", mine.start_kind, name="start_kind"),
    path("requests/<uuid:request_id>/", requests.request_detail, name="request_detail"),
    path("requests/<uuid:request_id>/fill/<slug:group>/", requests.request_fill, name="request_fill"),
    path("requests/<uuid:request_id>/submit/", requests.request_submit, name="request_submit"),
    path("requests/<uuid:request_id>/withdraw/", requests.request_withdraw, name="request_withdraw"),
    path("requests/<uuid:request_id>/order/", office.request_order, name="request_order"),
    path("office/", office.office_list, name="office_list"),
    path("rounds/", office.round_list, name="round_list"),
    path("rounds/<uuid:office_id>/<int:year>/<int:month>/", office.round_set, name="round_set"),
    path("staff/", register.staff_list, name="staff_list"),
    path("staff/new/", register.staff_new, name="staff_new"),
    path("staff/<uuid:person_id>/", register.staff_detail, name="staff_detail"),
    path("staff/<uuid:person_id>/enter/<slug:kind>/", register.staff_enter, name="staff_enter"),
]
