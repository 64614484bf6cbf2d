from django.urls import path

from tidtam.sandbox.demo import views

urlpatterns = [
    path("demo/", views.people, name="demo"),
    path("demo/become/<slug:key>/", views.become, name="demo_become"),
    path("demo/mail/", views.mail, name="demo_mail"),
]
