from tidtam.sandbox.thaid import clock
from tidtam.sandbox.thaid.choices import NoticeKind
from tidtam.sandbox.thaid.models import Holder, Notice


def tell(holder: Holder, kind: NoticeKind, client_id: str = "") -> None:
    if holder.wants_notices:
        Notice.objects.create(holder=holder, kind=kind, client_id=client_id, at=clock.now())
