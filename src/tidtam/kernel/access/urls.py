from django.urls import path

from . import views

urlpatterns = [
    path("account/roles/", views.role_list, name="role_list"),
    path("account/roles/grant/", views.role_grant, name="role_grant"),
    path("account/roles/<uuid:grant_id>/", views.role_detail, name="role_detail"),
    path("account/roles/<uuid:grant_id>/end/", views.role_end, name="role_end"),
    path("account/my-roles/", views.my_roles, name="my_roles"),
]
