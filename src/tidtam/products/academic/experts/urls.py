from django.urls import path

from .views import committees, experts

app_name = "academic_experts"

urlpatterns = [
    path("", experts.expert_list, name="expert_list"),
    path("new/", experts.expert_new, name="expert_new"),
    path("policy/", experts.name_policy, name="policy"),
    path("<uuid:expert_id>/", experts.expert_detail, name="expert_detail"),
    path("<uuid:expert_id>/change/", experts.expert_change, name="expert_change"),
    path("<uuid:expert_id>/files/<uuid:file_id>/", experts.expert_file, name="expert_file"),
    path("committees/<uuid:committee_id>/", committees.committee_detail, name="committee_detail"),
    path("committees/<uuid:committee_id>/add/", committees.member_add, name="member_add"),
    path("committees/<uuid:committee_id>/reasons/", committees.reasons, name="reasons"),
    path("committees/<uuid:committee_id>/approval/", committees.approval, name="approval"),
    path("committees/<uuid:committee_id>/files/<uuid:file_id>/", committees.committee_file, name="committee_file"),
    path(
        "committees/<uuid:committee_id>/members/<uuid:member_id>/approach/",
        committees.member_approach,
        name="member_approach",
    ),
    path(
        "committees/<uuid:committee_id>/members/<uuid:member_id>/answer/<slug:kind>/",
        committees.member_answer,
        name="member_answer",
    ),
    path(
        "committees/<uuid:committee_id>/members/<uuid:member_id>/remove/",
        committees.member_remove,
        name="member_remove",
    ),
]
