"""Requests in flight: so many at once, timed each; people who save at once, every save counted."""

from __future__ import annotations

import gzip
import http.client
import re
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import local
from urllib.parse import urlencode, urlsplit

WARM_UP = 12
CONFIDENCE = ("high", "medium", "low")


@dataclass(frozen=True)
class Answer:
    """What came back. `size`: bytes on the wire; `body`: as the browser reads it."""

    status: int
    size: int
    body: bytes
    seconds: float


class Person:
    """One who reads and saves, over one kept connection a thread."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.host, self.own = urlsplit(address).netloc, local()
        self.headers = {"Accept-Encoding": "gzip"}
        if cookie:
            self.headers["Cookie"] = f"sessionid={cookie}"

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def save(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form; its CSRF token is drawn here and said twice, as a browser would."""
        token = uuid.uuid4().hex
        cookies = f"{self.headers.get('Cookie', '')}; csrftoken={token}"
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        told = urlencode({**form, "csrfmiddlewaretoken": token})
        return self._ask("POST", path, body=told, headers=kind)

    def _ask(self, method: str, path: str, *, body=None, headers=None) -> Answer:
        begun = time.perf_counter()
        try:
            return self._once(method, path, body=body, headers=headers, begun=begun)
        except (http.client.HTTPException, ConnectionError):
            self.own.line = None  # a kept connection that the server had closed
            return self._once(method, path, body=body, headers=headers, begun=begun)

    def _once(self, method: str, path: str, *, body, headers, begun) -> Answer:
        if getattr(self.own, "line", None) is None:
            self.own.line = http.client.HTTPConnection(self.host, timeout=60)
        self.own.line.request(method, path, body, {**self.headers, **(headers or {})})
        answer = self.own.line.getresponse()
        sent = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        told = gzip.decompress(sent) if packed else sent
        return Answer(answer.status, len(sent), told, time.perf_counter() - begun)


def measure(person: Person, path: str, *, at_once: int, requests: int) -> tuple[float, float]:
    """(95th of a hundred, median) in seconds, with so many in flight."""
    first = person.get(path)
    if first.status != 200:
        raise SystemExit(f"{path} answers {first.status}: {first.body[:300]!r}")
    with ThreadPoolExecutor(at_once) as many:
        # By as many connections as count then: each worker has drawn it before.
        list(many.map(person.get, [path] * max(WARM_UP, 2 * at_once)))
        answers = list(many.map(person.get, [path] * requests))
    wrong = [answer.status for answer in answers if answer.status != 200]
    if wrong:
        raise SystemExit(f"{path} answered {wrong[0]} with {at_once} in flight.")
    took = [answer.seconds for answer in answers]
    return statistics.quantiles(took, n=20)[-1], statistics.median(took)


@dataclass
class Saves:
    """What became of the saves: `told` texts that were answered "saved", by action."""

    answers: Counter = field(default_factory=Counter)
    told: dict[str, list[str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


def save_at_once(people: list[Person], choose: Callable[[int, int], str], *, until: float) -> Saves:
    """Everyone opens an update's form and sends it, again and again, until the clock says so.

    `choose(person, turn)` is the action's id. A form opened before another's save is refused (409);
    the person opens it anew.
    """
    saves = Saves()

    def work(at: int) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            _save_once(people[at], choose(at, turn), turn=turn, saves=saves)

    with ThreadPoolExecutor(len(people)) as many:
        list(many.map(work, range(len(people))))
    return saves


def _save_once(person: Person, key: str, *, turn: int, saves: Saves) -> None:
    text = f"Part {turn} of {uuid.uuid4()}."
    path = f"/actions/{key}/update/"
    form = person.get(path)
    if form.status != 200:
        saves.answers[f"form {form.status}"] += 1
        return
    hidden = dict(re.findall(r'name="(version|key)" value="([^"]+)"', form.body.decode()))
    sent = {**hidden, "text": text, "state": "on_track", "confidence": CONFIDENCE[turn % 3]}
    answer = person.save(path, sent)
    saves.seconds.append(answer.seconds)
    saves.answers[str(answer.status)] += 1
    if answer.status == 302:
        saves.told.setdefault(key, []).append(text)
    if b"locked" in answer.body:
        saves.answers["locked"] += 1
