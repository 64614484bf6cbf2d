"""Officers who write notes without pause, each sending a form again, unchanged, until it is answered."""

import http.client
import secrets
import threading
import time
from urllib.parse import urlencode

from .promises import INTERNAL, TO_SUBJECT, Desk, Ledger

_PATIENCE = 10.0
_BREATH = 0.02


class Writer(threading.Thread):
    def __init__(self, desk: Desk, port: int, number: int) -> None:
        super().__init__(daemon=True)
        self.ledger = Ledger(desk.case_id)
        self._desk = desk
        self._port = port
        self._number = number
        self._token = secrets.token_hex(16)
        self._ended = threading.Event()

    def end(self) -> None:
        self._ended.set()

    def run(self) -> None:
        count = 0
        while not self._ended.is_set():
            count += 1
            kind = TO_SUBJECT if count % 5 == 0 else INTERNAL
            text = f"บันทึกที่ {count} ของผู้เขียน {self._number}"
            if self._send_until_answered(kind, text):
                self.ledger.acknowledged.append((kind, text))
                self._desk.version += 1
            self._ended.wait(_BREATH)

    def _send_until_answered(self, kind: str, text: str) -> bool:
        began = time.monotonic()
        while not self._ended.is_set():
            answer = self._send(kind, text)
            silence = time.monotonic() - began
            if answer == http.client.FOUND:
                self.ledger.longest_silence = max(self.ledger.longest_silence, silence)
                return True
            if answer is not None and answer < http.client.INTERNAL_SERVER_ERROR:
                self.ledger.refusals.append(f"{answer} for {text}")
                return False
            self.ledger.unanswered += 1
            time.sleep(0.1)
        return False

    def _send(self, kind: str, text: str) -> int | None:
        body = urlencode(
            {"text": text, "for_subject": "subject" if kind == TO_SUBJECT else "offices", "version": self._desk.version}
        )
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"tidtam_session={self._desk.session}; tidtam_csrf={self._token}",
            "X-CSRFToken": self._token,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        try:
            connection.request("POST", f"/work/{self._desk.case_id}/note/", body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
