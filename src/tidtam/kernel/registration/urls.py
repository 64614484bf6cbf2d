from django.urls import path

from .views import checking, wizard

urlpatterns = [
    path("register/", wizard.register, name="register"),
    path("register/done/", wizard.registered, name="registered"),
    path("register/code/again/", wizard.register_send_again, name="register_send_again"),
    path("register/<slug:key>/", wizard.register_step, name="register_step"),
    path("check/", checking.check_account, name="check_account"),
    path("check/asked/", checking.check_account_asked, name="check_account_asked"),
]
