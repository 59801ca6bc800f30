"""The work list: each kind of thing is settled where it stands and is gone; a reader only looks."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import escape

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from dsw import commands
from dsw.domain import Kind, Obstacle, Profile, Status, replay
from dsw.people import OPERATOR, Role
from dsw.screen import entering
from dsw.screen.worklist import STEP
from dsw.store import Store, Words, shared_mirror
from dsw.store.schema import bounce
from dsw.texts import text
from dsw.views.worklist import Task
from tests.acts import FIRST, sign
from tests.pages.visiting import ROOT, headline, plain, written
from tests.staffing import apply, enter, hire
from tests.working import ASK, DAY, GONE_BY, LOST, ONE, OTHER, SILENT, counts, work_to_do

TODAY_PAGE = "pages/beheer/vandaag.py"
SOON = DAY + timedelta(days=40)
Come = Callable[[str | None], None]

#: Of each kind, in the keys of its buttons, what the one thing there is begins with.
KEYS = {
    Task.DUBBEL: f"dubbel-{ONE}-{OTHER}",
    Task.REGIO: f"regio-{LOST}",
    Task.MAIL: f"mail-{SILENT}-2",
    Task.STIL: f"stil-{SILENT}",
    Task.DATUM: f"datum-{SILENT}-9",
    Task.HULP: f"hulp-{SILENT}-8",
}
Fill = Callable[[AppTest, str], object]
#: Every way, with what is filled in where it asks something.
WAYS: dict[str, tuple[Task, Fill | None]] = {
    "niet_dezelfde": (Task.DUBBEL, None),
    "kies_regio": (Task.REGIO, lambda at, key: at.multiselect(key=f"regio-{key}").set_value(["GM0014"])),
    "blijft_onbekend": (Task.REGIO, None),
    "nieuw_adres": (Task.MAIL, lambda at, key: at.text_input(key=f"adres-{key}").set_value("n@b.example")),
    "haal_weg": (Task.MAIL, lambda at, key: at.button(key=f"toch-{key.partition('-')[2]}")),
    "laat_zo": (Task.MAIL, None),
    "klopt_nog": (Task.STIL, None),
    "andere_status": (
        Task.STIL,
        lambda at, key: at.selectbox(key=f"status-{key}").set_value(Status.BEZIG),
    ),
    "laat_rusten": (Task.STIL, lambda at, key: at.date_input(key=f"dag-{key}").set_value(SOON)),
    "nieuwe_dag": (Task.DATUM, lambda at, key: at.date_input(key=f"dag-{key}").set_value(SOON)),
    "geen_dag": (Task.DATUM, None),
    "klaar": (Task.DATUM, None),
    "afgehandeld": (Task.HULP, lambda at, key: at.text_area(key=f"waarom-{key}").set_value("Gekoppeld")),
}


@pytest.fixture
def register(register_url: str) -> Store:
    store = shared_mirror().store
    work_to_do(store)
    return store


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Come:
    return lambda token: monkeypatch.setattr(entering, "_cookie", lambda: token)


def opened() -> AppTest:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    return at.run().switch_page(TODAY_PAGE).run()


def button(at: AppTest, start: str) -> Button:
    """The one whose key begins with this."""
    (found,) = (one for one in at.button if str(one.key).startswith(start))
    return found


def settle(at: AppTest, name: str) -> AppTest:
    """Press the button of a way, and answer what it asks."""
    task, fill = WAYS[name]
    pressed = button(at, f"{name}-{KEYS[task]}")
    pressed.click().run()
    if fill:
        fill(at, str(pressed.key))
        button(at, f"bewaren-{KEYS[task]}").click().run()
    assert list(at.exception) == []
    return at


def said(at: AppTest) -> list[str]:
    return [plain(one) for one in re.findall(r'<p [^>]*role="status"[^>]*>(.*?)</p>', written(at))]


@pytest.mark.parametrize("name", WAYS)
def test_each_thing_is_settled_where_it_stands_and_is_gone(name: str, register: Store, come: Come) -> None:
    come(enter(register, hire(register)))
    at = opened()
    assert headline(at) == "Vandaag zijn er 6 dingen te doen."
    settle(at, name)
    task, _ = WAYS[name]
    (told,) = said(at)
    assert told.endswith(text(f"vandaag.gedaan.{name}", naam=""))
    assert headline(at) == "Vandaag zijn er 5 dingen te doen."
    assert counts(register) == {one: 1 for one in Task if one is not task}
    assert [button.key for button in at.button if f"-{KEYS[task]}" in str(button.key)] == []
    assert said(at.run()) == []


def test_a_reader_sees_all_of_it_without_buttons(register: Store, come: Come) -> None:
    apply(register, "Welzijn Nieuw")
    come(enter(register, hire(register, Role.LEZER)))
    at = opened()
    assert list(at.button) == []
    assert list(at.get("form")) == []
    for kind in ("aanmelding", *Task):
        assert f'id="groep-{kind}"' in written(at)
    assert text("vandaag.uitleg_lezer") in written(at)
    assert "samen=" not in written(at)


def test_what_others_wrote_is_escaped_and_named_with_a_way_to_it(register: Store, come: Come) -> None:
    come(enter(register, hire(register)))
    html = written(opened())
    assert "<i>Zuid" not in html
    assert "<b>een" not in html
    assert escape(ASK) in html
    assert f'<a href="/beheer-register?ondertekenaar={SILENT}">Welzijn &lt;i&gt;Zuid&lt;/i&gt;</a>' in html
    assert f'href="/beheer-register?ondertekenaar={ONE}&amp;samen={OTHER}"' in html
    assert 'href="mailto:sam%40voorbeeld.example"' in html


@pytest.mark.parametrize("name", sorted(WAYS.keys() - {"niet_dezelfde"}))
def test_of_two_at_once_the_second_is_told(name: str, register: Store, come: Come) -> None:
    """Both look; the other is first with something that settles it."""
    come(enter(register, hire(register)))
    mine = opened()
    task, _ = WAYS[name]
    with register.write(OPERATOR, "test") as tx:
        commands.reprofile(tx, LOST, Profile(Kind.PERSOON, 2, ("GM0014",)), DAY)
        for action in (3, 8, 9):
            commands.report(tx, SILENT, action, commands.Report(Status.AFGEROND, DAY))
        commands.drop_contact(tx, SILENT, 2)
    button(mine, f"{name}-{KEYS[task]}").click().run()
    assert list(mine.exception) == []
    assert said(mine) == [text("fout.werk.al_gedaan")]
    assert text(f"vandaag.gedaan.{name}", naam="") not in written(mine)
    with register.read() as db:
        pledges = {one.action: one for one in replay(db.events_of([SILENT]))[0].pledges.values()}
    assert {one.status for one in pledges.values()} == {Status.AFGEROND}


def ask_anew(store: Store) -> None:
    """The signer asks for something else."""
    stuck = commands.Report(Status.STAAT_STIL, DAY, Obstacle.GELD, words=Words(ask="Wie heeft een zaal?"))
    with store.write(OPERATOR, "test") as tx:
        commands.report(tx, SILENT, 8, stuck)


def plan_anew(store: Store) -> None:
    """The signer chooses another day, and that one went by too."""
    with store.write(OPERATOR, "test") as tx:
        commands.plan_for(tx, SILENT, 9, GONE_BY + timedelta(days=3), DAY)


def fall_silent(store: Store) -> None:
    """Of one more pledge nothing was heard for long."""
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, SILENT, 5, FIRST)


def come_back_again(store: Store) -> None:
    """Mail comes back once more."""
    with store.desk() as desk:
        desk.alter(update(bounce).values(at=datetime(2026, 11, 2, 9, tzinfo=UTC)))


CHANGED: dict[Task, Callable[[Store], None]] = {
    Task.HULP: ask_anew,
    Task.DATUM: plan_anew,
    Task.STIL: fall_silent,
    Task.MAIL: come_back_again,
}


@pytest.mark.parametrize("opens", [False, True])
@pytest.mark.parametrize("name", [name for name, (task, _) in WAYS.items() if task in CHANGED])
def test_a_press_on_what_changed_does_nothing_and_shows_what_is_there(
    name: str, opens: bool, register: Store, come: Come
) -> None:
    come(enter(register, hire(register)))
    at = opened()
    task, fill = WAYS[name]
    start = KEYS[task]
    if opens and fill:
        pressed = button(at, f"{name}-{start}")
        pressed.click().run()
        fill(at, str(pressed.key))
    before = button(at, f"bewaren-{start}" if opens and fill else f"{name}-{start}")
    CHANGED[task](register)
    with register.read() as db:
        revision = db.head().revision
    before.click().run()
    assert list(at.exception) == []
    with register.read() as db:
        assert db.head().revision == revision
    assert counts(register)[task] == 1
    assert said(at) == [text("fout.werk.al_gedaan")]
    assert list(at.get("form")) == []
    settle(at, name)
    assert task not in counts(register) or name == "andere_status"


def test_what_is_refused_is_said_and_stays(register: Store, come: Come) -> None:
    come(enter(register, hire(register)))
    at = opened()
    pressed = button(at, f"andere_status-{KEYS[Task.STIL]}")
    key = pressed.key
    pressed.click().run()
    at.selectbox(key=f"status-{key}").set_value(Status.STAAT_STIL)
    button(at, f"bewaren-{KEYS[Task.STIL]}").click().run()
    assert said(at) == [text("fout.obstakel.ontbreekt")]
    assert at.selectbox(key=f"status-{key}").value is Status.STAAT_STIL
    at.selectbox(key=f"belemmering-{key}").set_value(Obstacle.GELD)
    button(at, f"bewaren-{KEYS[Task.STIL]}").click().run()
    assert Task.STIL not in counts(register)


def test_who_thinks_again_changes_nothing(register: Store, come: Come) -> None:
    come(enter(register, hire(register)))
    at = opened()
    button(at, f"haal_weg-{KEYS[Task.MAIL]}").click().run()
    assert text("vandaag.vraag.weg") in plain(written(at))
    button(at, f"toch-{KEYS[Task.MAIL]}").click().run()
    assert list(at.get("form")) == []
    assert counts(register) == dict.fromkeys(Task, 1)


def test_a_choice_holds_while_the_session_lasts(register: Store, come: Come) -> None:
    come(enter(register, hire(register)))
    at = opened()
    at.selectbox(key="vandaag-doelgroep").set_value(2).run()
    assert headline(at) == "Vandaag is er 1 ding te doen."
    at.switch_page("pages/openbaar/over.py").run()
    at.switch_page(TODAY_PAGE).run()
    assert headline(at) == "Vandaag is er 1 ding te doen."
    assert at.query_params == {}
    at.selectbox(key="vandaag-regio").set_value("PV26").run()
    assert headline(at) == text("vandaag.niets")
    assert text("vandaag.niets_gekozen") in written(at)


def test_long_lists_show_more_when_asked(register: Store, come: Come) -> None:
    with register.write(OPERATOR, "test") as tx:
        for number in range(STEP + 3):
            sign(tx, f"Huis {number}", Profile(Kind.PERSOON, 2, ()), date(2026, 10, 1))
    come(enter(register, hire(register)))
    at = opened()
    shown = [one.key for one in at.button if str(one.key).startswith("kies_regio-")]
    assert len(shown) == STEP
    at.button(key="meer-regio").click().run()
    assert len([one.key for one in at.button if str(one.key).startswith("kies_regio-")]) == STEP + 4
    assert [one.key for one in at.button if one.key == "meer-regio"] == []
