"""Two real processes on one PostgreSQL, behind nginx with the configuration we ship."""

import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from dsw.audit import check
from dsw.people import OPERATOR
from dsw.store import Store
from tests import webserver
from tests.acts import sign
from tests.deploy.site import Site
from tests.deploy.visiting import PLACE, Visitor

pytestmark = pytest.mark.xdist_group("deploy")

SIGNERS = "ondertekenaars"


def is_at_home(visitor: Visitor, site: Site) -> bool:
    """Whether the process in a visitor's cookie knows its page: without nginx, it may go on there."""
    visitor.leave()
    direct = site.processes[visitor.place].direct
    direct.session = visitor.session
    direct.connect()
    direct.look()
    direct.leave()
    return direct.session == visitor.session


def other(site: Site, name: str) -> str:
    return next(known for known in site.processes if known != name)


def test_nginx_accepts_the_shipped_configuration(tmp_path: Path) -> None:
    main = webserver.render(tmp_path, (18501, 18502), 18080, 18443)
    test = [*webserver.command(main), "-t"]
    said = subprocess.run(test, capture_output=True, text=True, check=False)
    assert (said.returncode, "test is successful" in said.stderr) == (0, True), said.stderr
    warnings = [line for line in said.stderr.splitlines() if "[warn]" in line]
    assert [line for line in warnings if "http2" not in line] == []  # 1.25 and later have another word for it


def test_a_page_and_its_live_connection_come_through(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/ondertekenaars")
    assert (page.status, '<html lang="nl">' in page.body.decode()) == (200, True)
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    visitor.connect()
    assert "Eén" in visitor.look(SIGNERS)
    assert visitor.get("/download/secties.csv").status == 200


def test_without_tls_a_visitor_is_sent_to_where_there_is(site: Site) -> None:
    answer = Visitor(site.plain).get("/regios?provincie=PV26")
    assert (answer.status, answer.headers["Location"]) == (308, "https://127.0.0.1/regios?provincie=PV26")


def test_many_visitors_behind_one_address_spread(site: Site) -> None:
    visitors = [site.visitor().open() for _ in range(8)]
    assert all("dsw-answer" in visitor.look() for visitor in visitors)
    assert all(is_at_home(visitor, site) for visitor in visitors)
    places = Counter(visitor.place for visitor in visitors)
    assert min(places[name] for name in site.processes) >= 3


def test_a_visitor_stays_with_one_process(site: Site) -> None:
    visitor = site.visitor().open()
    visitor.look()
    session, place = visitor.session, visitor.place
    for _ in range(3):
        visitor.leave()
        again = visitor.get("/regios")
        visitor.connect()
        visitor.look()
        assert (visitor.session, visitor.place) == (session, place)
        assert "Set-Cookie" not in again.headers
    assert is_at_home(visitor, site)


def test_the_cookie_goes_with_the_browser_and_says_nothing_about_the_visitor(site: Site) -> None:
    said = site.visitor().get("/").headers["Set-Cookie"]
    name, _, rest = said.partition("=")
    place, *about = rest.split("; ")
    assert (name, place in site.processes) == (PLACE, True)
    assert about == ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]


def test_what_lets_a_signer_in_goes_over_tls_alone(site: Site) -> None:
    kept = site.visitor().get("/s/" + "a" * 43).headers.get_all("Set-Cookie") or []
    (held,) = (one for one in kept if one.startswith("dsw_link="))
    assert {"HttpOnly", "SameSite=lax", "Secure"} <= set(held.split("; "))
    assert site.visitor().get("/").headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("claim", ["9999", "127.0.0.1:22", "8501 8502", "x" * 2000, "../../etc", "%0d%0a"])
def test_a_cookie_somebody_made_up_leads_nowhere_else(site: Site, claim: str) -> None:
    visitor = site.visitor()
    visitor.cookies[PLACE] = claim
    assert visitor.get("/gezond").status == 200
    assert visitor.place in site.processes


def test_what_somebody_else_wrote_is_in_every_process_next_answer(site: Site, shared_register: Store) -> None:
    visitors = [process.direct for process in site.processes.values()]
    for visitor in visitors:
        visitor.connect()
        assert "Kersvers" not in visitor.look(SIGNERS)
    with shared_register.write(OPERATOR, "test") as tx:
        sign(tx, "Kersvers")
    for visitor in visitors:
        assert "Kersvers" in visitor.look(SIGNERS)
        visitor.leave()


def test_a_file_of_fifty_megabytes_may_come_in_and_no_larger_one(site: Site) -> None:
    visitor = site.visitor().open()
    visitor.look()
    assert visitor.upload(b"x" * 49 * 2**20) == 204
    too_large = visitor.get("/_stcore/upload_file/een/bestand", "PUT", Content_Length=str(52 * 2**20))
    elsewhere = visitor.get("/download/secties.csv", "PUT", Content_Length=str(2 * 2**20))
    assert (too_large.status, elsewhere.status) == (413, 413)
    assert b"nginx" in too_large.body


def test_figures_for_operators_are_for_this_machine_alone(site: Site) -> None:
    inside, outside = site.visitor(), site.visitor()
    outside.come_from = "127.0.0.2"
    assert b"dsw_up 1.0" in inside.get("/metrics").body
    refused = outside.get("/metrics")
    assert (refused.status, b"dsw_up" in refused.body) == (403, False)
    assert outside.get("/gezond").status == 200


def test_the_log_does_not_say_who_came(site: Site) -> None:
    site.visitor().get("/regios?provincie=PV26", User_Agent="een-eigen-browser")
    site.visitor().get("/s/geheim-van-een-ondertekenaar")
    log = (site.log / "access.log").read_text(encoding="utf-8")
    assert '"GET /regios" ' in log
    assert '"GET /s/..." ' in log
    assert "geheim" not in log
    assert "PV26" not in log
    assert "een-eigen-browser" not in log
    assert not [line for line in log.splitlines() if "127.0.0.1" in line.partition(", proces ")[0]]
    assert (site.log / "error.log").read_text(encoding="utf-8") == ""


def test_a_process_that_is_killed_costs_a_visitor_one_new_connection(
    site: Site, shared_register: Store
) -> None:
    visitor, neighbour = site.visitor().open(), site.visitor().open()
    before = visitor.look(SIGNERS)
    neighbour.look()
    place = visitor.place
    assert neighbour.place == other(site, place)
    session_of_neighbour = neighbour.session

    site.processes[place].end(signal.SIGKILL)
    assert visitor.is_cut_off()
    visitor.connect()

    assert visitor.look(SIGNERS) == before
    assert visitor.place == other(site, place)
    neighbour.look()
    assert neighbour.session == session_of_neighbour
    assert check(shared_register) == ()

    site.make_whole()
    assert visitor.upload(b"naam;regio") == 204
    assert visitor.place == other(site, place)
    assert is_at_home(visitor, site)


def test_newcomers_find_who_is_left_and_read_why_when_nobody_is(site: Site) -> None:
    gone, left = site.processes
    site.processes[gone].end(signal.SIGKILL)
    found = [site.visitor() for _ in range(4)]
    assert {visitor.get("/gezond").status for visitor in found} == {200}
    assert {visitor.place for visitor in found} == {left}

    site.processes[left].end(signal.SIGKILL)
    answer = site.visitor().get("/regios")
    assert answer.status == 502
    assert "Even geduld" in answer.body.decode()
