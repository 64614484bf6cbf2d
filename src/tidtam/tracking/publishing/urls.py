from django.urls import path

from . import views

urlpatterns = [
    path("processes/manage/", views.process_list, name="manage_processes"),
    path("processes/manage/upload/", views.upload, name="manage_upload"),
    path("processes/manage/drafts/<uuid:draft_id>/", views.draft, name="manage_draft"),
    path("processes/manage/drafts/<uuid:draft_id>/text/", views.draft_change, name="manage_draft_change"),
    path("processes/manage/drafts/<uuid:draft_id>/publish/", views.draft_publish, name="manage_draft_publish"),
    path("processes/manage/versions/<slug:key>/", views.process, name="manage_process"),
    path("processes/manage/versions/<slug:key>/<int:number>/", views.version, name="manage_version"),
    path("processes/manage/versions/<slug:key>/<int:number>/file/", views.version_file, name="manage_version_file"),
    path(
        "processes/manage/versions/<slug:key>/<int:number>/take-back/",
        views.version_take_back,
        name="manage_version_take_back",
    ),
]
