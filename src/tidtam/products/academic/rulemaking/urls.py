from django.urls import path

from . import views

app_name = "academic_rulemaking"

urlpatterns = [
    path("", views.start, name="start"),
    path("drafts/<uuid:draft_id>/", views.draft, name="draft"),
    path("of/<slug:office>/", views.rules, name="rules"),
    path("of/<slug:office>/upload/", views.upload, name="upload"),
    path("of/<slug:office>/settings/<str:key>/", views.setting, name="setting"),
    path("of/<slug:office>/sets/<str:key>/<int:version>/", views.rule_set, name="rule_set"),
    path("of/<slug:office>/sets/<str:key>/<int:version>/take-back/", views.take_back, name="take_back"),
]
