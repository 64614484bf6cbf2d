from django.urls import path

from .views import answering, entering, issuing

app_name = "agencies"
urlpatterns = [
    path("", issuing.agency_list, name="list"),
    path("mine/", entering.mine, name="mine"),
    path("token/", entering.enter, name="enter"),
    path("token/lost/", entering.ask, name="ask"),
    path("requests/", answering.request_list, name="requests"),
    path("requests/<uuid:request_id>/", answering.request_detail, name="request"),
    path("tokens/<uuid:token_id>/", issuing.token_detail, name="token"),
    path("tokens/<uuid:token_id>/letter/", issuing.letter, name="letter"),
    path("tokens/<uuid:token_id>/revoke/", issuing.revoke, name="revoke"),
    path("<uuid:organization_id>/", issuing.agency_detail, name="agency"),
    path("<uuid:organization_id>/issue/", issuing.issue, name="issue"),
]
