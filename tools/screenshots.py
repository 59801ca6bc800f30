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
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "beeld"
#: Name, address and width in pixels of each picture.
SHOTS = (
    ("overzicht", "/", 1280),
    ("overzicht-telefoon", "/", 390),
    ("regios", "/regios?provincie=PV26", 1280),
)
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
    with _monitor() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(_FLAGS))
        for name, path, width in SHOTS:
            _shoot(chromium, address + path, width, PICTURES / f"{name}.png")
    return 0


def _shoot(browser: Browser, address: str, width: int, file: Path) -> None:
    page = browser.new_page(viewport={"width": width, "height": _TALLEST}, locale="nl-NL")
    page.goto(address)
    page.locator("h1.dsw-answer").wait_for()
    page.wait_for_timeout(3000)
    page.screenshot(path=file)
    page.close()
    print(file.relative_to(ROOT))


@contextmanager
def _monitor() -> Iterator[str]:
    """The address of a monitor that serves a demo register of its own."""
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
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


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
