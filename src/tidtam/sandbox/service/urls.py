from django.urls import path

from . import views

app_name = "service"
urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in", views.sign_in, name="sign_in"),
    path("callback", views.callback, name="callback"),
    path("ask-again", views.ask_again, name="ask_again"),
    path("leave", views.leave, name="leave"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("signed-out", views.signed_out, name="signed_out"),
]
