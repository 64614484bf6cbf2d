from django.urls import path

from .views import card, own, queue

urlpatterns = [
    path("verify/", own.verify_account, name="verify_account"),
    path("verify/card/", card.verify_card, name="verify_card"),
    path("verify/staff-lists/", card.verify_staff_lists, name="verify_staff_lists"),
    path("verify/document/", own.verify_document, name="verify_document"),
    path("verify/request/", own.verify_request, name="verify_request"),
    path("verify/request/form/", own.verify_form, name="verify_form"),
    path("verify/request/file/", own.verify_file, name="verify_file"),
    path("verify/request/cancel/", own.verify_cancel, name="verify_cancel"),
    path("verification-queue/", queue.verification_queue, name="verification_queue"),
    path("verification-queue/<uuid:request_id>/", queue.verification_detail, name="verification_detail"),
    path("verification-queue/<uuid:request_id>/file/", queue.verification_file, name="verification_file"),
]
