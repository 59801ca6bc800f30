"""The files of ``deploy/``, as far as they can be read here: they agree with the program and each other."""

import re
import shlex
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from dsw.__main__ import _parser
from dsw.settings import ROOT
from tests import image

DEPLOY = ROOT / "deploy"
NGINX = DEPLOY / "nginx" / "actieplanmonitor"
MANUAL = (ROOT / "docs" / "beheer-techniek.md").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
#: A name, an exact version, and the fingerprint of what it named.
_PINNED = re.compile(r"docker\.io/library/[a-z]+:\d+\.\d+(?:\.\d+)?(?:-[a-z]+)*@sha256:[0-9a-f]{64}")
_SETTING = re.compile(r"\bDSW_[A-Z_]+\b")


def texts_of(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def understood(command: list[str]) -> Any:
    """What the command line makes of ``python -m dsw ...``."""
    assert command[1:3] == ["-m", "dsw"]
    return _parser().parse_args(command[3:])


def unit(path: Path) -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


# ----------------------------------------------------------------------------------------- containers


def test_every_image_is_pinned() -> None:
    named = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    named += re.findall(r"^FROM (\S+)", image.CONTAINERFILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) == 4
    assert [name for name in named if not _PINNED.fullmatch(name)] == []


def test_nobody_is_root_and_nothing_can_be_gained() -> None:
    assert "\nUSER 10001:10001\n" in image.CONTAINERFILE.read_text(encoding="utf-8")
    for service in (*OURS.values(), SERVICES["nginx"]):
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert all(service["security_opt"] == ["no-new-privileges:true"] for service in SERVICES.values())
    assert SERVICES["nginx"]["user"] == "101:101"


@pytest.mark.parametrize("name", OURS)
def test_a_container_gives_a_command_that_exists(name: str) -> None:
    assert understood(OURS[name]["command"]).run


def test_pages_and_worker_see_the_same_back_ups_and_pages_no_key_of_the_worker() -> None:
    folder = OURS["werker"]["environment"]["DSW_BACKUP_DIR"]
    mounts = {
        name: dict(mount.split(":") for mount in one["volumes"])
        for name, one in OURS.items()
        if "volumes" in one
    }
    apps = {name: mount for name, mount in mounts.items() if "app-" in name}
    assert len(apps) == 2
    assert {mount["reservekopieen"] for mount in mounts.values()} == {folder}
    assert "werker" in mounts["werker"]
    assert all("werker" not in mount for mount in apps.values())
    assert folder in image.CONTAINERFILE.read_text(encoding="utf-8")


def test_the_image_by_itself_serves() -> None:
    told = re.findall(r"^ *CMD (\[.*\])$", image.CONTAINERFILE.read_text(encoding="utf-8"), re.MULTILINE)
    health, serve = (yaml.safe_load(line) for line in told)
    options = understood(serve)
    assert f"http://127.0.0.1:{options.port}/gezond" in health[-1]


def test_each_process_listens_where_nginx_and_its_health_check_look() -> None:
    listed = set(re.findall(r"server (app-\d+):(\d+)", texts_of(DEPLOY / "nginx")))
    serving = {name: understood(service["command"]) for name, service in OURS.items() if "app-" in name}
    assert {(name, str(options.port)) for name, options in serving.items()} == listed
    for name, options in serving.items():
        assert options.host == "0.0.0.0"
        assert f"http://127.0.0.1:{options.port}/gezond" in OURS[name]["healthcheck"]["test"][-1]
        assert SERVICES["nginx"]["depends_on"][name] == {"condition": "service_healthy"}


def test_the_tables_are_ready_before_anything_else_starts() -> None:
    assert OURS["migratie"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert OURS["migratie"]["restart"] == "no"
    others = [service["depends_on"] for name, service in OURS.items() if name != "migratie"]
    assert others == [{"migratie": {"condition": "service_completed_successfully"}}] * 3


def test_only_the_worker_knows_the_mail_server() -> None:
    knowing = [name for name, service in OURS.items() if "DSW_SMTP_URL" in service["environment"]]
    assert knowing == ["werker"]
    assert OURS["werker"]["environment"].keys() > OURS["app-8501"]["environment"].keys()
    assert OURS["werker"]["networks"] == ["binnen", "buiten"]


def test_what_compose_mounts_is_there() -> None:
    mounted = [mount.split(":")[0] for mount in SERVICES["nginx"]["volumes"] if mount.startswith("./")]
    assert len(mounted) == len({path.name for path in NGINX.iterdir()}) + 1
    assert [path for path in mounted if not (DEPLOY / path).is_file()] == []


def test_what_compose_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    example = (DEPLOY / "omgeving.voorbeeld").read_text(encoding="utf-8")
    assert asked == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_the_image_holds_no_data_of_this_machine(tmp_path: Path) -> None:
    laid_out = {str(path.relative_to(tmp_path)) for path in image.lay_out(tmp_path).rglob("*")}
    assert {"dsw/__main__.py", "dashboard.py", ".streamlit/config.toml", "data/demo.yaml"} <= laid_out
    assert not [name for name in laid_out if name.startswith(("data/local", "tests", ".git", ".venv"))]
    assert "__pycache__" not in " ".join(laid_out)
    assert {name.split("/")[0] for name in laid_out} == image.allowed() - {"requirements.txt"}


# -------------------------------------------------------------------------------------------- systemd


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_gives_a_command_that_exists(path: Path) -> None:
    command = shlex.split(unit(path)["Service"]["ExecStart"].replace("%i", "8501"))
    assert understood(command).run
    assert command[0].startswith(unit(path)["Service"]["WorkingDirectory"])


def test_an_operator_gives_a_command_with_the_settings_of_the_server(tmp_path: Path) -> None:
    example = (DEPLOY / "systemd" / "omgeving.voorbeeld").read_text(encoding="utf-8")
    database, count = re.subn(
        r"postgresql:[^\"]*", f"sqlite:///{tmp_path}/a.db?timeout=9&cached_statements=64", example
    )
    (tmp_path / "omgeving").write_text(database)
    script = (DEPLOY / "systemd" / "actieplanmonitor").read_text(encoding="utf-8")
    for there, here in (
        ("/etc/actieplanmonitor", str(tmp_path)),
        ("/opt/actieplanmonitor/.venv/bin/python", sys.executable),
        ("/opt/actieplanmonitor", str(ROOT)),
    ):
        assert there in script
        script = script.replace(there, here)
    run = ["/bin/sh", "-c", script, "actieplanmonitor", "init"]
    said = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr, count) == (0, "", 1)
    assert (tmp_path / "a.db").exists()


def test_the_units_shut_the_same_doors() -> None:
    doors = [set(unit(path)["Service"].items()) for path in UNITS]
    common = {name for name, _ in doors[0] & doors[1]}
    assert len(UNITS) == 2
    assert {"NoNewPrivileges", "ProtectSystem", "CapabilityBoundingSet", "SystemCallFilter"} < common
    assert {name for name, _ in doors[0] ^ doors[1]} == {"ExecStart", "RestartSec", "TimeoutStopSec", "Nice"}
    assert all(unit(path)["Service"]["User"] == "actieplanmonitor" for path in UNITS)


# ---------------------------------------------------------------------------------------------- nginx


def test_both_set_ups_list_the_same_processes_the_same_way() -> None:
    here = (NGINX / "processen.conf").read_text(encoding="utf-8")
    containers = (DEPLOY / "nginx" / "processen-compose.conf").read_text(encoding="utf-8")
    same = re.sub(r"app-(\d+):\1", r"127.0.0.1:\1", containers)
    assert same.splitlines()[1:] == here.splitlines()[1:]


def test_every_process_has_a_block_and_the_others_behind_it() -> None:
    listed = (NGINX / "processen.conf").read_text(encoding="utf-8")
    blocks = {
        name: re.findall(r"server \S+:(\d+)[^;]*?( backup)?[^;]*;", body)
        for name, body in re.findall(r"upstream (\w+) \{(.*?)\}", listed, re.DOTALL)
    }
    ports = [port for port, _ in blocks.pop("actieplanmonitor")]
    assert set(blocks) == {f"actieplanmonitor_{port}" for port in ports}
    for port in ports:
        first, *others = blocks[f"actieplanmonitor_{port}"]
        assert first == (port, "")
        assert sorted(others) == [(other, " backup") for other in ports if other != port]
        assert f"    {port} actieplanmonitor_{port};" in listed


def test_nginx_listens_on_both_kinds_of_address() -> None:
    listens = re.findall(r"listen (\S+?)( [^;]*)?;", (NGINX / "monitor.conf").read_text(encoding="utf-8"))
    plain = [(port, how) for port, how in listens if ":" not in port]
    assert [(port.removeprefix("[::]:"), how) for port, how in listens if ":" in port] == plain
    assert [port for port, _ in plain] == ["80", "443"]


# --------------------------------------------------------------------------------------------- manual


def test_every_setting_is_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dsw").rglob("*.py"))
    named = set(_SETTING.findall(code)) | set(_SETTING.findall(texts_of(DEPLOY)))
    assert sorted(named - set(_SETTING.findall(MANUAL))) == []


def test_every_file_is_in_the_manual() -> None:
    shipped = [path.relative_to(ROOT) for path in DEPLOY.rglob("*") if path.is_file()]
    assert [str(path) for path in shipped if path.name not in MANUAL] == []


def test_files_that_visitors_have_made_are_asked_for_within_measure() -> None:
    zone = re.search(r"limit_req_zone \$binary_remote_addr zone=(\w+):", texts_of(NGINX))
    assert zone
    locations = re.findall(r"^location (\S+) \{\n(.*?)^\}", texts_of(NGINX), re.MULTILINE | re.DOTALL)
    limited = {path for path, body in locations if f"limit_req zone={zone[1]} " in body}
    assert limited == {"/download/", "/bijeenkomst/meenemen"}
