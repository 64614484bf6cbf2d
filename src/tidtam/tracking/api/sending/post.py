"""Every receiver at once, each in its own order; one that hangs costs the others nothing but the end of the round."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import httpx

from tidtam.kernel.actor import Clock
from tidtam.tracking.api.choices import Failure
from tidtam.tracking.api.queries.webhooks import Parcel

from .addresses import Forbidden, Target, allowed_addresses, read_target
from .messages import body_of, headers_of

ANSWER_SECONDS = 10.0
_NO_ANSWER = frozenset({Failure.SILENCE, Failure.CONNECTION, Failure.FORBIDDEN})


@dataclass(frozen=True)
class Result:
    delivery_id: UUID
    subscription_id: UUID
    answered: int | None = None
    failure: str = ""

    @property
    def is_silence(self) -> bool:
        """Nobody was there, so that whatever else waits for this receiver need not be tried now."""
        return self.failure in _NO_ANSWER


def send_all(parcels: Iterable[Parcel], clock: Clock) -> list[Result]:
    ordered = sorted(parcels, key=lambda parcel: str(parcel.subscription_id))
    queues = [list(queue) for _receiver, queue in groupby(ordered, key=lambda parcel: parcel.subscription_id)]
    return asyncio.run(_send_queues(queues, clock))


async def _send_queues(queues: list[list[Parcel]], clock: Clock) -> list[Result]:
    # Our own network's proxy settings are not the receivers' affair, and would hide where we connect to.
    async with httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=ANSWER_SECONDS) as client:
        results = await asyncio.gather(*(_send_queue(client, queue, clock) for queue in queues))
    return [result for found in results for result in found]


async def _send_queue(client: httpx.AsyncClient, queue: list[Parcel], clock: Clock) -> list[Result]:
    """One after the other, and no more of them once the receiver is not there, or the round has lasted long enough."""
    results: list[Result] = []
    loop = asyncio.get_running_loop()
    until = loop.time() + ANSWER_SECONDS
    for parcel in queue:
        results.append(await _send(client, parcel, clock))
        if results[-1].is_silence or loop.time() > until:
            break
    return results


async def _send(client: httpx.AsyncClient, parcel: Parcel, clock: Clock) -> Result:
    def result(answered: int | None = None, failure: str = "") -> Result:
        return Result(parcel.delivery_id, parcel.subscription_id, answered, failure)

    body = body_of(parcel)
    headers = headers_of(parcel, body, clock())
    try:
        target = read_target(parcel.url)
        addresses = await allowed_addresses(target)
        async with asyncio.timeout(ANSWER_SECONDS):
            status = await _post(client, target, addresses[0], body, headers)
    except Forbidden:
        return result(failure=Failure.FORBIDDEN)
    except (TimeoutError, httpx.TimeoutException):
        return result(failure=Failure.SILENCE)
    except (httpx.HTTPError, OSError):
        return result(failure=Failure.CONNECTION)
    if 200 <= status < 300:
        return result(status)
    return result(status, Failure.REDIRECT if 300 <= status < 400 else Failure.STATUS)


async def _post(client: httpx.AsyncClient, target: Target, address: str, body: str, headers: dict[str, str]) -> int:
    """To the address that was judged, under the name that was asked for; what the answer says is left unread."""
    host = f"[{address}]" if ":" in address else address
    url = f"{target.scheme}://{host}:{target.port}{target.path}"
    sent = {**headers, "Host": target.host_header}
    async with client.stream(
        "POST", url, content=body, headers=sent, extensions={"sni_hostname": target.host}
    ) as response:
        return response.status_code
