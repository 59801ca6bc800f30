"""What measures is right itself: registers are valid, and a visitor is served only when its page came."""

from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve

from bench import figures, room
from bench.__main__ import PARTS, Outcome, main
from bench.databases import Database, all_of, refill
from bench.invention import write
from bench.memories import most_memory
from bench.outcome import Better, Reference, Row, absent, ratio, table, value, verdict
from bench.timing import Times, percentile
from bench.visitors import Crowd, Page, Visit, keep_asking, open_at_once
from dsw.audit import check
from dsw.domain import Fact
from dsw.store import Mirror, Store
from dsw.store.schema import entry, event
from tests.asking import outside
from tests.conftest import TODAY

SIGNATORIES = 40
LAST = date.fromisoformat(TODAY)


def test_the_memory_of_a_process_is_its_own() -> None:
    """Linux lets a new process begin with the most its parent ever took, where one asks in the usual way."""
    ballast = bytearray(300_000_000)
    ballast[::4096] = bytes(len(ballast[::4096]))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        most = pool.submit(most_memory).result()
    assert 10_000_000 < most < len(ballast)


# ------------------------------------------------------------------------------------------- registers


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A small register, made as the large ones are."""
    return made_in(tmp_path_factory.mktemp("source"))


def made_in(folder: Path) -> Database:
    database = Database("SQLite", f"sqlite:///{folder / 'register.db'}")
    store = Store.open(database.url)
    write(store, SIGNATORIES, LAST, seed=1)
    store.close()
    return database


def database_at(url: str) -> Database:
    return Database("SQLite" if url.startswith("sqlite") else "PostgreSQL", url)


def facts(database: Database) -> dict[str, int]:
    with database.plain() as plain:
        return dict(plain.rows("SELECT fact, COUNT(*) FROM event GROUP BY fact"))


def test_a_register_holds_exactly_what_its_size_says(source: Database) -> None:
    told = facts(source)
    assert told[Fact.SIGNED] == SIGNATORIES
    assert told[Fact.PLEDGED] == 4 * SIGNATORIES
    assert told[Fact.REPORTED] == 12 * SIGNATORIES


def test_a_register_is_in_order(source: Database) -> None:
    assert check(Store.open(source.url)) == ()


def test_some_reports_are_dated_back(source: Database) -> None:
    with Store.open(source.url).read() as db:
        columns = (event.c.pledge_id, event.c.day)
        told = db.rows(select(*columns).where(event.c.fact == Fact.REPORTED.value).order_by(event.c.id))
    assert any(one.pledge_id == then.pledge_id and one.day > then.day for one, then in pairwise(told))


def test_a_seed_gives_the_same_register(source: Database, tmp_path: Path) -> None:
    with source.plain() as one, made_in(tmp_path).plain() as other:
        assert list(one.pieces(all_of(entry))) == list(other.pieces(all_of(entry)))


def test_a_register_is_copied_whole(source: Database, database_url: str) -> None:
    copy = database_at(database_url)
    refill(copy, source)
    assert facts(copy) == facts(source)
    assert check(Store.open(database_url)) == ()


def test_the_window_function_and_the_product_agree(source: Database, database_url: str) -> None:
    copy = database_at(database_url)
    refill(copy, source)
    snapshot = Mirror(Store.open(database_url)).current()
    with copy.plain() as plain:
        for days in (0, 100, 300, 500):
            day = LAST - timedelta(days=days)
            counted = figures._by_window(plain, day)
            figures._check(snapshot, day, counted)
            assert counted.total() > 0


def test_other_figures_are_not_taken_for_the_same(source: Database) -> None:
    snapshot = Mirror(Store.open(source.url)).current()
    with source.plain() as plain, pytest.raises(RuntimeError, match="differ"):
        figures._check(snapshot, LAST, figures._by_window(plain, LAST - timedelta(days=90)))


def test_days_to_ask_about_are_new_with_all_they_are_compared_with() -> None:
    days = figures._new_days(50)
    back = [day - timedelta(days=figures.RECENT_DAYS) for day in days]
    assert len({*days, *back}) == 100


# -------------------------------------------------------------------------------------------- visitors


def said(text: str, cacheable: bool = False) -> ForwardMsg:
    message = ForwardMsg(hash=text)
    message.metadata.cacheable = cacheable
    message.delta.new_element.html.body = text
    return message


def chart() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.plotly_chart.spec = "{}"
    return message


def finished(how: int = ForwardMsg.FINISHED_SUCCESSFULLY) -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = how  # type: ignore[assignment]
    return message


DONE = finished()


@asynccontextmanager
async def a_server(*runs: Sequence[ForwardMsg]) -> AsyncIterator[str]:
    """A server that answers each wish of a visitor with the messages of the next run, then hangs up."""

    async def answer(connection: ServerConnection) -> None:
        for messages in runs:
            wish = await connection.recv()
            assert isinstance(wish, bytes)
            assert BackMsg.FromString(wish).WhichOneof("type") == "rerun_script"
            for message in messages:
                await connection.send(message.SerializeToString())

    async with serve(answer, "127.0.0.1", 0, subprotocols=["streamlit"]) as server:  # type: ignore[list-item]
        port = next(iter(server.sockets)).getsockname()[1]
        yield f"http://127.0.0.1:{port}"


def crowd_of_one(page: Page, *runs: Sequence[ForwardMsg], limit: float = 10) -> Crowd:
    async def visit() -> Crowd:
        async with a_server(*runs) as address:
            return await open_at_once(address, [page], limit)

    return outside(visit)


def test_a_visitor_is_served_when_everything_came() -> None:
    crowd = crowd_of_one(Page(texts=("één",), charts=1), [said("een"), said("één"), chart(), DONE])
    assert len(crowd.served) == 1
    assert crowd.faults == ""


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        ([said("iets anders"), chart(), DONE], "without 'antwoord'"),
        ([said("antwoord"), DONE], "0 charts"),
        ([said("antwoord"), chart(), finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR)], "script failed"),
        ([said("antwoord"), chart()], "connection closed"),
    ],
)
def test_a_visitor_without_its_page_is_not_served(messages: list[ForwardMsg], fault: str) -> None:
    crowd = crowd_of_one(Page(texts=("antwoord",), charts=1), messages)
    assert crowd.served == []
    assert fault in crowd.faults


def test_a_run_that_begins_anew_is_waited_for() -> None:
    early = finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN)
    assert crowd_of_one(Page(texts=("b",)), [said("a"), early, said("b"), DONE]).faults == ""


def test_what_a_visitor_holds_already_counts_when_it_is_referred_to() -> None:
    async def visit() -> Crowd:
        reference = ForwardMsg(ref_hash="antwoord")
        first, again = [said("antwoord", cacheable=True), DONE], [reference, DONE]
        async with a_server(first, *([again] * 50)) as address:
            return await keep_asking(address, [Page(texts=("antwoord",))], seconds=0.05, limit=10)

    crowd = outside(visit)
    assert crowd.served


def test_who_cannot_come_in_is_not_served() -> None:
    crowd = outside(open_at_once, "http://127.0.0.1:9", [Page()], 5)
    assert crowd.served == []
    assert crowd.rate == 0


def test_who_is_not_served_waited_as_long_as_it_lasted() -> None:
    crowd = Crowd((Visit(1.0), Visit(0.1, "TimeoutError")), 30.0)
    assert crowd.p95 == 30.0
    assert crowd.rate == pytest.approx(1 / 30)
    assert crowd.faults == "1× TimeoutError"


# --------------------------------------------------------------------------------------------- outcome


def test_a_ratio_is_the_figure_over_its_reference() -> None:
    assert Row("a", 30, "s", Reference("b", 10)).ratio == 3
    assert Row("a", 30).ratio is None
    assert Row("a", 30, "s", Reference("b", 0)).ratio is None


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("a", 40, "/s", Reference("b", 1), Better.MORE, ratio(40)), True),
        (Row("a", 39, "/s", Reference("b", 1), Better.MORE, ratio(40)), False),
        (Row("a", 2, "s", Reference("b", 100), Better.LESS, value(1)), False),
        (Row("a", 1, "s", target=value(1)), True),
        (Row("a", 1, "s"), None),
        (Row("a", None, "s", target=value(1)), None),
        (Row("a", 1, "s", target=ratio(1)), None),
    ],
)
def test_a_target_is_met_or_not(row: Row, met: bool | None) -> None:
    assert row.met is met


def test_the_table_says_everything() -> None:
    rows = [
        Row("pages", 12_345, "pages/s", Reference("hello page", 100), Better.MORE, ratio(200)),
        absent("figures on PostgreSQL", "PostgreSQL is not installed"),
    ]
    first, second = table(rows).splitlines()[1:]
    expected = ("pages", "12,345 pages/s", "hello page", "100 pages/s", "123×", "≥ 200×", "NOT MET")
    assert all(part in first for part in expected)
    assert "PostgreSQL is not installed" in second
    assert verdict(rows).splitlines() == [
        "0 of 1 targets met, 1 figures not measured",
        "  not met: pages, beside hello page (≥ 200×)",
    ]


def test_what_one_in_twenty_exceeds() -> None:
    assert percentile(range(100), 0.95) == 95
    assert Times((3.0, 1.0, 2.0)).median == 2.0
    assert Times((3.0, 1.0, 2.0)).p95 == 3.0


def test_every_part_can_be_measured() -> None:
    assert all(callable(import_module(f"bench.{part}").measure) for part in PARTS)


def test_a_part_that_breaks_off_keeps_what_it_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def rows() -> Iterator[Row]:
        yield Row("known", 1.0)
        raise RuntimeError("gone")

    result = Outcome(quick=True)
    result.path = tmp_path / "outcome.json"
    result.take("visits", rows())
    assert [row.name for row in result.parts["visits"]] == ["known", "visits"]
    assert result.failed
    assert "broke off: RuntimeError" in result.path.read_text()
    assert "gone" in capsys.readouterr().err


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["nonsense"])


# --------------------------------------------------------------------------------------- a room at once


def test_the_lag_is_from_an_answer_until_it_is_counted() -> None:
    assert room._lags([1.0, 2.0, 3.0], [(0.5, 0), (2.5, 2), (4.0, 3)]) == [1.5, 0.5, 1.0]
    assert room._lags([1.0, 2.0], [(0.9, 2)]) == [0.0, 0.0]


def test_what_was_never_counted_has_no_end() -> None:
    assert room._lags([1.0, 2.0], [(3.0, 1)]) == [2.0, float("inf")]
    assert room._lags([], [(3.0, 1)]) == [float("inf")]


def test_a_form_is_sent_as_it_stands_with_another_status() -> None:
    page = (
        '<form method="post" action="/mijn/opslaan"><input type="hidden" name="formulier" value="a&amp;b">'
        '<input type="radio" name="status-3.1" value="bezig" checked>'
        '<input type="radio" name="status-3.1" value="afgerond">'
        '<textarea id="x" name="woorden-3.1" rows="3">&lt;b&gt;</textarea></form>'
    )
    assert room._changed(page) == {"formulier": "a&b", "status-3.1": "afgerond", "woorden-3.1": "<b>"}
    with pytest.raises(room._RefusedError):
        room._fields(page, "/elders")
