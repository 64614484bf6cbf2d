from django.urls import URLPattern, path

from tidtam.kernel.identity.choices import Provider

from .views import joining, openid


def _provider(place: str, provider: Provider) -> list[URLPattern]:
    return [
        path(place, openid.begin, {"provider": provider}, name=f"{provider.value}_begin"),
        # Registered with the provider letter by letter: no slash at the end.
        path(f"{place}callback", openid.callback, {"provider": provider}, name=f"{provider.value}_callback"),
        path(f"{place}failed/", openid.failed, {"provider": provider}, name=f"{provider.value}_failed"),
    ]


urlpatterns = [
    *_provider("thaid/", Provider.THAID),
    *_provider("digital-id/", Provider.DIGITAL_ID),
    path("join/", joining.join_accounts, name="join_accounts"),
]
