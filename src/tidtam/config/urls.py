from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tidtam.config.health")),
    path("", include("tidtam.web.urls")),
    path("", include("tidtam.kernel.audit.urls")),
    path("", include("tidtam.kernel.orgs.urls")),
    path("", include("tidtam.kernel.fields.urls")),
    path("", include("tidtam.kernel.notifications.urls")),
    path("account/", include("tidtam.kernel.identity.urls")),
    path("account/", include("tidtam.kernel.issuers.urls")),
    path("account/", include("tidtam.kernel.programs.urls")),
    path("account/", include("tidtam.kernel.registration.urls")),
    path("account/", include("tidtam.kernel.credentials.urls")),
    path("account/", include("tidtam.kernel.verification.urls")),
    path("account/services/", include("tidtam.kernel.provider.urls")),
    path("account/", include("tidtam.tracking.api.page_urls")),
    path("oauth/", include("tidtam.kernel.programs.oauth_urls")),
    path("", include("tidtam.kernel.provider.oauth_urls")),
    path("", include("tidtam.tracking.batches.urls")),
    path("", include("tidtam.tracking.opening.urls")),
    path("", include("tidtam.tracking.publishing.urls")),
    path("", include("tidtam.tracking.urls")),
    path("", include("tidtam.tracking.forecast.urls")),
    path("", include("tidtam.tracking.certificates.urls")),
    path("", include("tidtam.tracking.statistics.urls")),
    path("", include("tidtam.kernel.access.urls")),
    path("agencies/", include("tidtam.kernel.agencies.urls")),
    path("account/helpdesk/", include("tidtam.kernel.helpdesk.urls")),
    path("api/v1/", include("tidtam.tracking.api.urls")),
    path("academic/", include("tidtam.products.academic.urls")),
    path("academic/", include("tidtam.products.academic.dossier.papers.urls")),
    path("academic/paper-templates/", include("tidtam.products.academic.layouts.urls")),
    path("academic/rules/", include("tidtam.products.academic.rulemaking.urls")),
    path("academic/experts/", include("tidtam.products.academic.experts.urls")),
    path("academic/", include("tidtam.products.academic.dossier.urls")),
    path("personnel/", include("tidtam.products.personnel.urls")),
    path("my/data/", include("tidtam.products.datarights.urls")),
    path("register/", include("tidtam.products.registry.urls")),
]
if settings.ENVIRONMENT.has_sandbox:
    urlpatterns += [
        path("", include("tidtam.sandbox.demo.urls")),
        path("", include("tidtam.sandbox.messages.urls")),
    ]

handler400 = "tidtam.web.errors.bad_request"
handler403 = "tidtam.web.errors.forbidden"
handler404 = "tidtam.web.errors.not_found"
handler500 = "tidtam.web.errors.server_error"
