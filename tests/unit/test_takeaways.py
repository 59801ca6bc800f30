"""``python -m dsw slides``: a meeting, or the whole country, as a file that is whole or not there."""

from datetime import date
from pathlib import Path

import pptx
import pytest

from dsw import meetings, takeaways
from dsw.__main__ import main
from dsw.errors import RequestError
from dsw.meetings import MeetingPlan
from dsw.people import OPERATOR
from dsw.slides.links import ENDINGS, links_of
from dsw.store import Store, shared_mirror
from dsw.takeaways import FORMATS, format_of, whole_country
from dsw.views import SlideKey
from tests.acts import sign

Output = pytest.CaptureFixture[str]


@pytest.fixture
def register(register_url: str) -> Store:
    store = shared_mirror().store
    with store.write(OPERATOR, "test") as tx:
        sign(tx)
    return store


@pytest.fixture
def ref(register: Store) -> str:
    with register.write(OPERATOR, "meet") as tx:
        return meetings.make(tx, MeetingPlan("Netwerk Noord", date(2026, 11, 1), date(2026, 6, 1)))


def said(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["slides", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def title(path: Path) -> str:
    found: str = pptx.Presentation(str(path)).slides[0].shapes.title.text_frame.text
    return found


@pytest.mark.parametrize("ending", [*FORMATS, "PPTX"])
@pytest.mark.usefixtures("register")
def test_the_whole_country_needs_no_meeting(ending: str, tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / f"stand.{ending}"
    assert said(capsys, "--out", str(path)) == (0, f"Klaar: stand.{ending}.\n", "")
    assert path.read_bytes()[:4] in (b"PK\x03\x04", b"%PDF")
    assert [one.name for one in tmp_path.iterdir() if "stand" in one.name] == [path.name]


@pytest.mark.usefixtures("register")
def test_of_an_earlier_day(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "stand.pptx"
    assert said(capsys, "--op", "2026-06-01", "--since", "2026-01-01", "--out", str(path))[0] == 0
    file = pptx.Presentation(str(path))
    assert title(path) == "Stand van heel Nederland"
    assert "1 juni 2026" in file.core_properties.title
    assert any("Sinds 1 januari 2026" in slide.shapes.title.text_frame.text for slide in file.slides)


@pytest.mark.parametrize("by_number", [True, False])
def test_a_meeting_by_its_number_or_its_reference(
    register: Store, ref: str, by_number: bool, tmp_path: Path, capsys: Output
) -> None:
    with register.read() as db:
        one = meetings.find_meeting(db, ref)
    assert one
    path = tmp_path / "noord.pptx"
    path.write_text("wat er stond")
    assert said(capsys, "--meeting", str(one.number) if by_number else ref, "--out", str(path))[0] == 0
    assert title(path) == "Netwerk Noord"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--out", "stand.docx"), "eindigt op .pptx of .pdf, niet stand.docx."),
        (("--out", "stand"), "eindigt op .pptx of .pdf"),
        (("--meeting", "999", "--out", "stand.pdf"), "Deze bijeenkomst is er niet meer."),
        (("--meeting", "1", "--op", "2026-06-01", "--out", "stand.pdf"), "Niet allebei."),
        (("--op", "2026-06-01", "--since", "2026-06-01", "--out", "stand.pdf"), "een dag vóór 1 juni 2026"),
        (("--op", "2027-06-01", "--out", "stand.pdf"), "2027"),
        (("--op", "gisteren", "--out", "stand.pdf"), "gisteren"),
        (("--since", "31-02-2026", "--out", "stand.pdf"), "31-02-2026"),
        (("--out", "weg/stand.pdf"), "stand.pdf"),
    ],
)
@pytest.mark.usefixtures("register")
def test_what_cannot_be_made_is_told_and_leaves_nothing(
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
) -> None:
    (tmp_path / "hier").mkdir()
    monkeypatch.chdir(tmp_path / "hier")
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err
    assert list((tmp_path / "hier").iterdir()) == []


@pytest.mark.usefixtures("register")
def test_what_goes_wrong_halfway_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stand.pdf"
    path.write_text("wat er stond")
    written = Path.write_bytes

    def full(target: Path, data: bytes) -> int:
        written(target, data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(takeaways.Path, "write_bytes", full)
    assert main(["slides", "--out", str(path)]) == 2
    assert path.read_text() == "wat er stond"
    assert [one.name for one in tmp_path.iterdir() if "stand" in one.name] == ["stand.pdf"]


def test_every_kind_of_file_has_its_link() -> None:
    assert tuple(FORMATS) == ENDINGS
    assert [links_of("a")[ending] for ending in ENDINGS] == [
        f"/bijeenkomst/meenemen.{ending}?id=a" for ending in FORMATS
    ]


def test_every_slide_but_what_was_agreed_is_shown_without_a_meeting() -> None:
    meeting = whole_country(date(2026, 6, 1), date(2026, 1, 1))
    assert set(SlideKey) - set(meeting.slides) == {SlideKey.AFSPRAKEN}
    with pytest.raises(RequestError):
        whole_country(date(2026, 6, 1), date(2026, 6, 1))
    with pytest.raises(RequestError):
        format_of("pdf.exe")
