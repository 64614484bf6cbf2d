from django.db.models import QuerySet

from .choices import Behaviour
from .models import Office, Received


def behaviour() -> Behaviour:
    office = Office.objects.first()
    return Behaviour(office.behaviour) if office else Behaviour.NORMAL


def received() -> QuerySet[Received]:
    return Received.objects.all()[:100]
