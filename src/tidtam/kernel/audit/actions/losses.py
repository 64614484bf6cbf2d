from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.heads import AcceptedLoss, HeadFile
from tidtam.kernel.audit.policies import can_seal
from tidtam.kernel.audit.seals import instant, sign
from tidtam.kernel.keys import keyring


def accept_loss(actor: Actor, file: HeadFile, *, first: int, last: int, reason: str) -> AcceptedLoss:
    """After a backup was restored: somebody answers for the batches it does not hold. The file keeps that for ever."""
    if not can_seal(actor):
        raise NotAllowed(_("The trail is sealed by the platform."))
    key = keyring().newest
    loss = AcceptedLoss(first, last, reason, instant(actor.now()), key.id, signature="")
    loss = replace(loss, signature=sign(key, loss.said()))
    file.append(loss)
    return loss
