"""Pictures of the pages for README and manuals: ``make docs`` takes them anew.

They show the demo register on a fixed day, so they change only when the product does.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, sync_playwright

from dsw.access.holders import Holder
from dsw.access.sessions import COOKIE, begin_session
from dsw.access.staff import add_staff
from dsw.people import Role
from dsw.store import Store

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "beeld"
#: Name, address and width in pixels of each picture.
SHOTS = (
    ("overzicht", "/", 1280),
    ("overzicht-telefoon", "/", 390),
    ("regios", "/regios?provincie=PV26", 1280),
    ("meedoen-telefoon", "/meedoen/wie", 390),
    ("mijn-telefoon", "/mijn", 390),
)
#: The same of pages for the staff.
STAFF_SHOTS = (
    ("vandaag", "/beheer", 1280),
    ("instellingen", "/beheer-instellingen", 1280),
    ("medewerkers", "/beheer-medewerkers", 1280),
    ("register", "/beheer-register", 1280),
    ("ondertekenaar", "/beheer-register?ondertekenaar=12", 1280),
    ("inlezen", "/beheer-inlezen", 1280),
    ("opvolging", "/beheer-opvolging", 1280),
    ("uitvoer", "/beheer-uitvoer", 1280),
    ("logboek", "/beheer-logboek", 1280),
)
#: Who of the staff looks.
_COLLEAGUE = "beheerder@voorbeeld.example"
#: Whose pledges are shown; the demo is the same each time.
_SIGNER = 3
_DAY = "2026-11-23"
_TALLEST = 1500
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> int:
    """Take all pictures; says so and leaves them as they are where there is no Chromium."""
    browser = shutil.which("chromium")
    if browser is None:
        print("Chromium ontbreekt: de plaatjes in docs/beeld blijven zoals ze zijn.", file=sys.stderr)
        return 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _monitor() as (address, sessions), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(_FLAGS))
        for session, shots in zip(sessions, (SHOTS, STAFF_SHOTS), strict=True):
            context = chromium.new_context(locale="nl-NL")
            context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
            for name, path, width in shots:
                _shoot(context, address + path, width, PICTURES / f"{name}.png")
    return 0


def _shoot(context: BrowserContext, address: str, width: int, file: Path) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": _TALLEST})
    page.goto(address)
    page.locator("main h1").first.wait_for()
    page.wait_for_timeout(3000)
    page.screenshot(path=file)
    page.close()
    print(file.relative_to(ROOT))


@contextmanager
def _monitor() -> Iterator[tuple[str, tuple[str, str]]]:
    """A monitor with a demo register of its own: its address, the sessions of a signer and of the staff."""
    with TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        settings = {"DSW_DATABASE_URL": f"sqlite:///{folder}/register.db", "DSW_TODAY": _DAY}
        environment = os.environ | settings
        run = [sys.executable, "-m", "dsw"]
        subprocess.run([*run, "demo"], cwd=ROOT, env=environment, check=True)
        server = subprocess.Popen([*run, "serve", "--port", str(port)], cwd=ROOT, env=environment)
        try:
            yield _answering(f"http://127.0.0.1:{port}"), _sessions(settings["DSW_DATABASE_URL"])
        finally:
            server.terminate()
            server.wait()


def _sessions(database_url: str) -> tuple[str, str]:
    os.environ["DSW_TODAY"] = _DAY
    with closing(Store.open(database_url)) as store, store.desk() as desk:
        colleague = add_staff(desk, _COLLEAGUE, Role.BEHEERDER)
        return begin_session(desk, Holder(_SIGNER, 1)), begin_session(desk, Holder(staff=colleague.number))


def _answering(address: str) -> str:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address):
                return address
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


if __name__ == "__main__":
    sys.exit(main())
