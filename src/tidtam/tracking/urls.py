from django.urls import path

from .views import acting, corrections, exporting, files, link, mine, processes, saved_views, work

urlpatterns = [
    path("my/cases/", mine.my_cases, name="my_cases"),
    path("my/cases/<uuid:case_id>/", mine.case_detail, name="case_detail"),
    path("my/cases/<uuid:case_id>/files/<uuid:file_id>/", files.my_file, name="my_case_file"),
    path("my/cases/<uuid:case_id>/<slug:key>/", acting.my_act, name="my_act"),
    path("t/<str:code>", link.tracking_link, name="tracking_link"),
    path("work/", work.work_list, name="work_list"),
    path("work/export/<slug:form>/", exporting.work_export, name="work_export"),
    path("work/views/", saved_views.view_list, name="saved_views"),
    path("work/views/<uuid:view_id>/", saved_views.view_detail, name="saved_view"),
    path("work/<uuid:case_id>/", work.work_case, name="work_case"),
    path("work/<uuid:case_id>/files/<uuid:file_id>/", files.work_file, name="work_case_file"),
    path("work/<uuid:case_id>/correct/<int:sequence>/", corrections.work_correct, name="work_correct"),
    path("work/<uuid:case_id>/<slug:key>/", acting.work_act, name="work_act"),
    path("processes/", processes.process_list, name="process_list"),
    path("processes/<slug:key>/", processes.process_page, name="process_page"),
]
