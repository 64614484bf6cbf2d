from django.urls import path

from . import views

app_name = "helpdesk"
urlpatterns = [
    path("", views.account_search, name="search"),
    path("<uuid:account_id>/", views.account_detail, name="account"),
    path("<uuid:account_id>/<slug:deed>/", views.account_deed, name="deed"),
]
