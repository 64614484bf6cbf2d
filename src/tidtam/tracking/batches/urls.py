from django.urls import path

from .views import bulk, imports

urlpatterns = [
    path("work/bulk/", bulk.bulk_begin, name="bulk_begin"),
    path("work/bulk/mine/", bulk.bulk_list, name="bulk_list"),
    path("work/bulk/<uuid:bulk_id>/", bulk.bulk_detail, name="bulk_detail"),
    path("work/bulk/<uuid:bulk_id>/order/", bulk.bulk_order, name="bulk_order"),
    path("work/import/", imports.import_begin, name="import_begin"),
    path("work/import/template/<slug:key>.<str:form>", imports.import_template, name="import_template"),
    path("work/import/<uuid:import_id>/", imports.import_detail, name="import_detail"),
    path("work/import/<uuid:import_id>/order/", imports.import_order, name="import_order"),
    path("work/import/<uuid:import_id>/discard/", imports.import_discard, name="import_discard"),
    path("work/import/<uuid:import_id>/mistakes.csv", imports.import_mistakes, name="import_mistakes"),
]
