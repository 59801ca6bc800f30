"""LibreOffice without a screen, and what reads a PDF: to see that others can open what we make."""

import shutil
import subprocess
from pathlib import Path


def available() -> bool:
    """Whether both are here."""
    return all(shutil.which(name) for name in ("soffice", "pdftotext", "pdfinfo"))


def as_pdf(path: Path) -> Path:
    """A document as LibreOffice prints it; with a profile of its own, so that none waits for another."""
    profile = f"-env:UserInstallation={(path.parent / 'profiel').as_uri()}"
    asked = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(asked, check=True, capture_output=True, timeout=240)
    return path.with_suffix(".pdf")


def read(path: Path) -> list[str]:
    """The words of each page."""
    asked = ["pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"]
    said = subprocess.run(asked, check=True, capture_output=True, timeout=60).stdout.decode(errors="replace")
    return [" ".join(page.split()) for page in said.split("\f")[:-1]]


def structure(path: Path) -> str:
    """The tags of a PDF, in the order in which they are read aloud."""
    asked = ["pdfinfo", "-struct-text", str(path)]
    return subprocess.run(asked, check=True, capture_output=True, timeout=60).stdout.decode(errors="replace")
