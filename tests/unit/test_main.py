"""The command line, as somebody at a keyboard and a script would use it; on both databases."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dsw.__main__ import main
from dsw.audit import Finding
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.store import shared_mirror
from tests.acts import sign

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
STATUSES = {"niet_gestart", "bezig", "afgerond", "staat_stil", "gestopt"}
GROUPS = {str(number) for number in range(1, 10)}
PLACES = {province.code for province in load_regions().provinces} | {"landelijk", "onbekend"}

Output = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("register_url")


def figures(capsys: Output, *options: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["stand", "--json", *options]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def said(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_init_says_where_the_register_is(capsys: Output) -> None:
    assert said(capsys, "init") == (0, "Het register is klaar voor gebruik. Revisie 0.\n", "")


def test_every_key_of_the_figures_is_there_in_an_empty_register(capsys: Output) -> None:
    stand = figures(capsys)
    assert set(stand) == {"op", "revisie", "planversie", "ondertekenaars", "toezeggingen", "gehoord"}
    signatories, pledges = stand["ondertekenaars"], stand["toezeggingen"]
    assert isinstance(signatories, dict)
    assert isinstance(pledges, dict)
    assert set(signatories["per_doelgroep"]) == GROUPS
    assert set(signatories["per_provincie"]) == PLACES
    assert set(signatories["per_soort"]) == {"persoon", "organisatie"}
    assert set(pledges["per_status"]) == STATUSES
    assert set(pledges["per_actie"]) == set(load_plan().codes)
    assert all(set(row) == STATUSES for row in pledges["per_actie"].values())
    assert (set(pledges["per_sectie"]), set(pledges["per_provincie"])) == (GROUPS, PLACES)
    assert stand["gehoord"] == {"recent": 0, "stil": 0, "nooit": 0}
    assert (signatories["totaal"], pledges["totaal"]) == (0, 0)


def test_the_figures_of_the_demo_add_up(capsys: Output) -> None:
    assert main(["demo", "--signatories", "60", "--seed", "7"]) == 0
    stand = figures(capsys)
    signatories, pledges, heard = stand["ondertekenaars"], stand["toezeggingen"], stand["gehoord"]
    assert isinstance(signatories, dict)
    assert isinstance(pledges, dict)
    assert isinstance(heard, dict)
    assert signatories["totaal"] == 60
    for cut in ("per_doelgroep", "per_soort"):
        assert sum(signatories[cut].values()) == 60
    assert sum(signatories["per_provincie"].values()) >= 60
    total = pledges["totaal"]
    assert total == sum(pledges["per_status"].values()) == sum(heard.values())
    for cut in ("per_actie", "per_sectie", "per_doelgroep"):
        assert sum(sum(row.values()) for row in pledges[cut].values()) == total


def test_the_figures_read_as_text_and_of_an_earlier_day(capsys: Output) -> None:
    assert main(["demo", "--signatories", "20"]) == 0
    code, out, _ = said(capsys, "stand")
    assert code == 0
    assert "Ondertekenaars: 20 (" in out
    assert "9 Overheid" in out
    before = figures(capsys, "--op", "2025-05-11")["ondertekenaars"]
    assert isinstance(before, dict)
    assert before["totaal"] == 0


def test_the_figures_are_those_of_a_revision(capsys: Output) -> None:
    said(capsys, "demo", "--signatories", "20")
    before = figures(capsys)
    with shared_mirror().store.write(OPERATOR, "test") as tx:
        sign(tx)
    assert figures(capsys, "--revision", "1") == before
    assert figures(capsys, "--revision", "2") == figures(capsys)
    assert figures(capsys, "--revision", "0")["ondertekenaars"]["totaal"] == 0  # type: ignore[index]
    for wrong in ("3", "-1"):
        code, _, err = said(capsys, "stand", "--revision", wrong)
        assert (code, err) == (2, "Zo’n wijziging is er niet. De laatste is nummer 2.\n")


def test_the_demo_tells_what_stands(capsys: Output) -> None:
    """Some signatories withdraw and some pledges end: those do not count."""
    _, out, _ = said(capsys, "demo", "--signatories", "60", "--seed", "7")
    pledges = figures(capsys)["toezeggingen"]
    assert isinstance(pledges, dict)
    assert out == f"Klaar: 60 verzonnen ondertekenaars met {pledges['totaal']} toezeggingen.\n"


def test_a_day_to_come_is_only_refused(capsys: Output) -> None:
    assert said(capsys, "stand", "--op", "2999-01-01")[2] == "De dag 1 januari 2999 is nog niet geweest.\n"


def test_help_is_dutch_down_to_its_values(capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    told = capsys.readouterr().out
    assert "--out BESTAND" in told
    assert "--op DAG" in told
    assert not re.search(r"FILE|DATE|NAME|usage", told)


def test_one_finding_is_one(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dsw.audit.check", lambda _store: [Finding("gebeurtenis.zonder_gevolg", {"gebeurtenis": 1213})]
    )
    assert said(capsys, "check") == (
        1,
        "Gebeurtenis 1213 heeft geen gevolg.\nDe boeken kloppen niet: 1 bevinding.\n",
        "",
    )


def test_a_filled_register_is_not_filled_again(capsys: Output) -> None:
    assert main(["demo", "--signatories", "10"]) == 0
    before = figures(capsys)
    code, out, _ = said(capsys, "demo")
    assert (code, out) == (0, "Het register is niet leeg. Er is niets veranderd.\n")
    assert figures(capsys) == before


def test_an_import_counts_every_row_and_the_second_time_changes_nothing(capsys: Output) -> None:
    code, out, _ = said(capsys, "import", str(SAMPLES / "drupal-webform.csv"), "--json")
    report = json.loads(out)
    parts = ("nieuw", "gewijzigd", "ongewijzigd", "samengevoegd", "afgewezen", "concepten", "leeg")
    assert (code, report["revisie"]) == (1, 1)
    assert report["rijen"] == sum(report[part] for part in parts)
    before = figures(capsys)
    _, again, _ = said(capsys, "import", str(SAMPLES / "drupal-webform.csv"), "--json")
    assert json.loads(again)["nieuw"] == json.loads(again)["gewijzigd"] == 0
    assert figures(capsys) == before
    assert main(["check"]) == 0


def test_a_trial_import_changes_nothing(capsys: Output) -> None:
    before = figures(capsys)
    code, out, _ = said(capsys, "import", str(SAMPLES / "microsoft-forms.xlsx"), "--dry-run")
    assert code == 1
    assert "Er is niets veranderd." in out
    assert figures(capsys) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_is_read_back_without_change(capsys: Output, tmp_path: Path, ending: str) -> None:
    assert main(["import", str(SAMPLES / "actieplanmonitor.csv")]) == 0
    file = tmp_path / f"register.{ending}"
    assert main(["export", "--out", str(file)]) == 0
    before = figures(capsys)
    code, out, _ = said(capsys, "import", str(file), "--json")
    assert (code, json.loads(out)["nieuw"], json.loads(out)["gewijzigd"]) == (0, 0, 0)
    assert figures(capsys) == before


def test_a_back_up_is_put_back(
    capsys: Output, tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["demo", "--signatories", "15"]) == 0
    before = figures(capsys)
    assert main(["backup", str(tmp_path / "kopie.db")]) == 0
    monkeypatch.setenv("DSW_DATABASE_URL", sqlite_url.replace("register.db", "elders.db"))
    assert main(["restore", str(tmp_path / "kopie.db")]) == 0
    assert figures(capsys) == before
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "bestaat-niet.csv"],
        ["import", str(SAMPLES)],
        ["import", str(SAMPLES / "drupal-webform.csv"), "--mapping", "bestaat-niet"],
        ["stand", "--op", "morgen"],
        ["stand", "--op", "2999-01-01"],
        ["export", "--out", "register.pdf"],
        ["restore", "bestaat-niet.db"],
        ["demo", "--signatories", "-1"],
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(capsys: Output, arguments: list[str]) -> None:
    before = figures(capsys)
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.strip().endswith(".")
    assert "Traceback" not in err
    assert figures(capsys) == before


def test_a_command_nobody_knows_is_explained_in_dutch() -> None:
    run = [sys.executable, "-m", "dsw", "dansen"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Deze opdracht klopt niet." in done.stderr
    assert "invalid choice" not in done.stderr


@pytest.mark.parametrize("day", ["", "2025-W01-1", "20250101"])
def test_a_day_is_written_in_one_way(capsys: Output, day: str) -> None:
    assert said(capsys, "stand", "--op", day)[0] == 2


def test_output_that_nobody_takes_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dsw", "stand", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_mapping_nested_without_end_is_told(capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "diep.yaml").write_text("[" * 20_000, encoding="utf-8")
    csv = str(SAMPLES / "drupal-webform.csv")
    assert said(capsys, "import", csv, "--mapping", str(tmp_path / "diep.yaml"))[0] == 2
