from django.urls import path

from tidtam.products.academic import views

app_name = "academic"

urlpatterns = [
    path("requests/", views.request_list, name="request_list"),
    path("requests/new/", views.request_new, name="request_new"),
    path("requests/<uuid:request_id>/", views.request_detail, name="request_detail"),
    path("requests/<uuid:request_id>/change/", views.request_change, name="request_change"),
    path("requests/<uuid:request_id>/inside/", views.request_inside, name="request_inside"),
    path("requests/<uuid:request_id>/submit/", views.request_submit, name="request_submit"),
    path("requests/<uuid:request_id>/withdraw/", views.request_withdraw, name="request_withdraw"),
    path("requests/<uuid:request_id>/begin-dossier/", views.request_begin_dossier, name="request_begin_dossier"),
    path("requests/<uuid:request_id>/answers/", views.request_answer, name="request_answer"),
    path("requests/<uuid:request_id>/returns/", views.request_returns, name="request_returns"),
    path("requests/<uuid:request_id>/return/", views.request_return, name="request_return"),
    path("requests/<uuid:request_id>/committee/", views.request_committee, name="request_committee"),
]
