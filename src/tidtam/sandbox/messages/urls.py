from django.urls import path

from . import views

urlpatterns = [
    path("sandbox/messages/", views.sent, name="sandbox_messages"),
    path("sandbox/messages/sms", views.sms, name="sandbox_sms"),
    path("sandbox/messages/line/v2/bot/message/push", views.line, name="sandbox_line"),
    path("sandbox/messages/line/chat/<str:account>/", views.chat, name="sandbox_chat"),
]
