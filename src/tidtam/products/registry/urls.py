from django.urls import path

from .views import approving, contact, corrections, entries, imports, notices, public, quality

app_name = "registry"

urlpatterns = [
    path("", public.search, name="search"),
    path("holders/<uuid:entry_id>/", public.holder, name="holder"),
    path("counts/", public.counts, name="counts"),
    path("entries/", entries.entry_list, name="entries"),
    path("entries/approve/", approving.approve_chosen, name="approve_chosen"),
    path("entries/new/", entries.entry_new, name="entry_new"),
    path("entries/<uuid:entry_id>/", entries.entry, name="entry"),
    path("entries/<uuid:entry_id>/fill/<slug:part>/", entries.entry_fill, name="entry_fill"),
    path("entries/<uuid:entry_id>/fill/<slug:part>/<slug:key>/", entries.entry_rows, name="entry_rows"),
    path("entries/<uuid:entry_id>/reasons/", entries.entry_reasons, name="entry_reasons"),
    path("entries/<uuid:entry_id>/submit/", entries.entry_submit, name="entry_submit"),
    path("entries/<uuid:entry_id>/recall/", entries.entry_recall, name="entry_recall"),
    path("entries/<uuid:entry_id>/approve/", approving.entry_approve, name="entry_approve"),
    path("entries/<uuid:entry_id>/bounced/", contact.contact_bounced, name="contact_bounced"),
    path("entries/<uuid:entry_id>/history/", entries.entry_history, name="entry_history"),
    path("entries/<uuid:entry_id>/correction/", corrections.correction_new, name="correction_new"),
    path("entries/<uuid:entry_id>/notice/<slug:kind>/", notices.notice_new, name="notice_new"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path("notices/<uuid:notice_id>/<slug:decision>/", notices.notice_decide, name="notice_decide"),
    path("corrections/<uuid:correction_id>/", corrections.correction, name="correction"),
    path("justifications/new/", quality.justification_new, name="justification_new"),
    path("import/", imports.import_begin, name="import_begin"),
    path("import/template/<slug:form>/", imports.import_template, name="import_template"),
    path("import/<uuid:import_id>/", imports.import_detail, name="import_detail"),
    path("import/<uuid:import_id>/mistakes.csv", imports.import_mistakes, name="import_mistakes"),
    path("import/<uuid:import_id>/order/", imports.import_order, name="import_order"),
    path("import/<uuid:import_id>/discard/", imports.import_discard, name="import_discard"),
    path("export/<slug:form>/", imports.export, name="export"),
    path("quality/", quality.quality, name="quality"),
    path("files/<uuid:file_id>/", entries.paper, name="paper"),
    path("contact/", contact.contact, name="contact"),
]
