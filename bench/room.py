"""A room updates at once: everybody follows a link and tells how it stands, while the big screen counts.

The presenter's page asks for the count each second, as its script does. Lost is what a signer was told to be
saved and the register does not hold; the lag is from that answer until the screen has counted it.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from http.client import HTTPConnection
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit

from sqlalchemy import func, select

from bench import servers
from bench.outcome import Row, value
from bench.places import TODAY
from bench.registers import copy_of, url_of
from bench.scale import Scale
from bench.timing import percentile
from dsw import commands, meetings
from dsw.access.holders import Holder
from dsw.access.links import make_link
from dsw.access.sessions import COOKIE
from dsw.access.tokens import new_token
from dsw.domain import Fact
from dsw.meetings import MeetingPlan
from dsw.people import OPERATOR
from dsw.store import PATIENT, Contact, Store
from dsw.store.schema import event

#: Seconds within which the screen has counted an update, and for a signer to be told that all is saved.
_LAG, _PATIENCE = 2.0, 120
_FORM = "application/x-www-form-urlencoded"


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about a room that updates at once."""
    with copy_of(scale.browser_size) as path:
        store = Store.open(url_of(path))
        tokens = _links(store, scale.room)
        ref = _meeting(store)
        before = _reports(store)
        with servers.ours(path) as server:
            told = _happen(server.address, ref, tokens)
        held = _reports(store) - before
        store.close()
    size = f"{scale.room} signers at once, {scale.browser_size.name}"
    saved = sorted(told.saved)
    faults = ", ".join(f"{fault}: {many}" for fault, many in told.faults.most_common())
    not_told = float(scale.room - len(saved))
    yield Row(f"{size}: not told that it was saved", not_told, target=value(0), note=faults)
    yield Row(f"{size}: lost updates", float(len(saved) - held), target=value(0))
    yield Row(f"{size}: until half were told that it was saved", percentile(told.took, 0.5), "s")
    yield Row(f"{size}: until all but a few were", percentile(told.took, 0.95), "s")
    lags = _lags(saved, told.counts)
    yield Row(f"{size}: lag of the count, longest", max(lags), "s", target=value(_LAG))
    yield Row(f"{size}: lag of the count, middle", percentile(lags, 0.5), "s")


@dataclass
class _Told:
    """What was seen from outside.

    Attributes:
        saved: when each signer was told that it was saved; took: how long each was under way (seconds).
        counts: when the screen counted how many; faults: what the others were told, and how many.
    """

    saved: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    counts: list[tuple[float, int]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)


def _links(store: Store, many: int) -> list[str]:
    """A link for each of so many signatories."""
    with store.write(OPERATOR, "bench") as tx:
        for number in range(1, many + 1):
            commands.set_contact(tx, number, Contact("Iemand", f"{number}@zaal.example"))
    tokens = [new_token() for _ in range(many)]
    with store.desk(PATIENT) as desk:
        for number, token in enumerate(tokens, 1):
            make_link(desk, token, Holder(number, 1))
    return tokens


def _meeting(store: Store) -> str:
    day = date.fromisoformat(TODAY)
    with store.write(OPERATOR, "bench") as tx:
        ref = meetings.make(tx, MeetingPlan("In de zaal", day, day - timedelta(days=90)))
    with store.write(OPERATOR, "bench") as tx:
        one = meetings.find_meeting(tx, ref)
        assert one
        meetings.count_anew(tx, one)
    return ref


def _reports(store: Store) -> int:
    with store.read() as db:
        query = select(func.count()).where(event.c.fact == Fact.REPORTED.value)
        return int(db.rows(query)[0][0])


def _happen(address: str, ref: str, tokens: Sequence[str]) -> _Told:
    told, done = _Told(), Event()
    host = urlsplit(address).netloc
    _ask(host, "GET", f"/bijeenkomst?id={ref}")
    screen = Thread(target=_watch, args=(host, ref, told, done, len(tokens)))
    screen.start()
    with ThreadPoolExecutor(len(tokens)) as room:
        for saved, took, fault in room.map(lambda token: _update(host, token), tokens):
            if fault:
                told.faults[fault] += 1
            else:
                told.saved.append(saved)
                told.took.append(took)
    done.set()
    screen.join()
    return told


def _watch(host: str, ref: str, told: _Told, done: Event, many: int) -> None:
    """The big screen: it asks each second, and a little longer when all are done."""
    tag, until = "", 0.0
    while True:
        begun = time.monotonic()
        status, headers, body = _ask(host, "GET", f"/bijeenkomst/stand?id={ref}", if_none_match=tag)
        if status == 200:
            tag = headers.get("etag", "")
            count = int(json.loads(body)["teller"]["aantal"].replace(".", ""))
            told.counts.append((time.monotonic(), count))
        counted = bool(told.counts) and told.counts[-1][1] >= many
        until = until or (time.monotonic() + 5 if done.is_set() else 0.0)
        if done.is_set() and (counted or time.monotonic() > until):
            return
        time.sleep(max(1 - (time.monotonic() - begun), 0))


def _update(host: str, token: str) -> tuple[float, float, str]:
    """One signer, from the link to the thanks: when all was saved, how long it took, or what went wrong."""
    begun = time.monotonic()
    try:
        held = _cookie(_asked(host, f"/s/{token}")[0])
        door = _asked(host, "/s", cookie=held)[1]
        session = _cookie(_asked(host, "/s", _fields(door, "/s"), cookie=held)[0], COOKIE)
        page = _asked(host, "/mijn", cookie=session)[1]
        _asked(host, "/mijn/opslaan", _changed(page), cookie=session)
    except (OSError, _RefusedError) as error:
        return 0.0, 0.0, f"{error}" or type(error).__name__
    return time.monotonic(), time.monotonic() - begun, ""


class _RefusedError(Exception):
    """An answer that is no page and leads nowhere."""


def _asked(
    host: str, address: str, form: dict[str, str] | None = None, cookie: str = ""
) -> tuple[dict[str, str], str]:
    """What one step of a signer gives; a form that is taken leads on."""
    status, headers, body = _ask(host, "POST" if form is not None else "GET", address, form, cookie=cookie)
    if status != 303 and (form is not None or status != 200):
        raise _RefusedError(f"{status} at {address.partition('/s/')[0] or '/s'}")
    return headers, body


def _changed(page: str) -> dict[str, str]:
    """The form of a signer's pledges, with another status for the first one."""
    form = _fields(page, "/mijn/opslaan")
    name = next(name for name in form if name.startswith("status-"))
    return {**form, name: "afgerond" if form[name] == "bezig" else "bezig"}


def _fields(page: str, action: str) -> dict[str, str]:
    """What stands in the form with this address."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    if found is None:
        raise _RefusedError(f"no form to {action}")
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", found[0]):
        named = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        loose = named.get("type") in ("radio", "checkbox")
        if "name" in named and (not loose or " checked" in tag):
            fields[named["name"]] = unescape(named.get("value", "on"))
    for name, words in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', found[0], re.DOTALL):
        fields[name] = unescape(words)
    return fields


def _cookie(headers: dict[str, str], name: str = "") -> str:
    kept = [line.partition(";")[0] for line in headers.get("set-cookie", "").split("\n")]
    return next((one for one in kept if one.startswith(name) and not one.endswith('=""')), "")


def _ask(
    host: str, method: str, address: str, form: dict[str, str] | None = None, **said: str
) -> tuple[int, dict[str, str], str]:
    """One request, over a line of its own, as a phone in a room makes it."""
    line = HTTPConnection(host, timeout=_PATIENCE)
    headers = {name.replace("_", "-"): words for name, words in said.items() if words}
    if form is not None:
        headers |= {"content-type": _FORM, "origin": f"http://{host}"}
    line.request(method, address, urlencode(form) if form is not None else None, headers)
    answer = line.getresponse()
    body = answer.read().decode()
    found: dict[str, str] = {}
    for name, words in answer.getheaders():
        low = name.lower()
        found[low] = f"{found[low]}\n{words}" if low in found else words
    line.close()
    return answer.status, found, body


def _lags(saved: Sequence[float], counts: Sequence[tuple[float, int]]) -> list[float]:
    """For each update how long after its answer the screen had counted so many."""
    found = []
    for many, moment in enumerate(saved, 1):
        seen = next((at for at, count in counts if count >= many), float("inf"))
        found.append(max(seen - moment, 0.0))
    return found or [float("inf")]
