"""A private nginx for the tests: the shipped configuration on ports and paths of this test's own."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "deploy" / "nginx"
#: The ports in the shipped configuration: of the processes, and of nginx itself.
PROCESSES = ("8501", "8502")
_HTTP, _HTTPS = "listen 80;", "listen 443 ssl http2;"
_CERTIFICATE = (
    "openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=localhost"
    " -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
)


def nginx() -> str | None:
    """The path of an installed nginx; None when there is none."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def available() -> bool:
    """Whether nginx can run here, with a certificate of its own."""
    return os.name == "posix" and nginx() is not None and shutil.which("openssl") is not None


def render(folder: Path, processes: Sequence[int], http: int, https: int) -> Path:
    """The shipped configuration in a folder, with a certificate and these ports; its main file."""
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    here = folder / "actieplanmonitor"
    _replace(folder / "nginx.conf", {"/tmp/nginx": f"{folder}/nginx"})
    _replace(
        here / "monitor.conf",
        {
            _HTTP: f"listen 127.0.0.1:{http};",
            _HTTPS: f"listen 127.0.0.1:{https} ssl http2;",
            "/var/log/nginx": str(folder),
        },
    )
    _without_ipv6(here / "monitor.conf")
    _replace(here / "doorgeven.conf", {"/var/log/nginx": str(folder), "/etc/nginx": str(folder)})
    _replace(here / "tls.conf", {"/etc/nginx": str(folder)})
    _replace(
        here / "processen.conf",
        {shipped: str(ours) for shipped, ours in zip(PROCESSES, processes, strict=True)},
    )
    _make_certificate(here / "tls")
    return folder / "nginx.conf"


@contextmanager
def serving(main: Path) -> Iterator[subprocess.Popen[bytes]]:
    """nginx with this main file, until the block ends."""
    with (main.parent / "nginx.log").open("wb") as log:
        server = subprocess.Popen(command(main, "daemon off;"), stdout=log, stderr=subprocess.STDOUT)
        try:
            yield server
        finally:
            server.terminate()
            server.wait(timeout=20)


def command(main: Path, *directives: str) -> list[str]:
    """What starts nginx with this main file and some more directives."""
    binary = nginx()
    assert binary is not None
    user = ["user root;"] if os.geteuid() == 0 else []  # its workers must read the test's own folder
    return [binary, "-p", str(main.parent), "-c", str(main), "-g", " ".join([*user, *directives])]


def _replace(path: Path, texts: Mapping[str, str]) -> None:
    """Put these texts in the place of those; each must be there."""
    content = path.read_text(encoding="utf-8")
    for shipped, ours in texts.items():
        assert shipped in content, f"{path.name} no longer holds {shipped}"
        content = content.replace(shipped, ours)
    path.write_text(content, encoding="utf-8")


def _without_ipv6(path: Path) -> None:
    """Not every machine that runs the tests has IPv6."""
    path.write_text(re.sub(r" *listen \[::\].*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")


def _make_certificate(folder: Path) -> None:
    folder.mkdir()
    files = ["-keyout", folder / "sleutel.pem", "-out", folder / "keten.pem"]
    subprocess.run([*_CERTIFICATE.split(), *files], check=True, capture_output=True)
