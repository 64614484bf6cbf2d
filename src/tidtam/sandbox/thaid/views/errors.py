from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tidtam.kernel.actor import Refused


def refused_page(request: HttpRequest, refused: Refused, status: int = 400) -> HttpResponse:
    """For what can be answered neither in a form nor at the service's own address."""
    return render(request, "thaid/refused.html", {"message": refused.message, "code": refused.code}, status=status)
