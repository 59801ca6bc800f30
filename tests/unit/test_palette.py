import pytest

from dsw.domain import Status
from dsw.palette import DARK, LIGHT, Palette

TEXT, SHAPE = 4.5, 3.0

#: What is read on what.
TEXTS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("on_accent", "accent"),
    ("on_done", "done"),
    ("on_busy", "busy"),
    ("on_stopped", "stopped"),
    ("on_not_started", "not_started"),
    ("error", "paper"),
    ("error", "error_ground"),
]
#: What is seen on what; the pale and hatched shapes are seen by their outline.
SHAPES = [
    ("done", "paper"),
    ("busy", "paper"),
    ("stopped", "paper"),
    ("outline", "paper"),
    ("outline", "surface"),
    ("outline", "nobody"),
    ("never_hatch", "never"),
    ("ramp_6", "paper"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(palette: Palette, pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    found = {pair: contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) for pair in pairs}
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_has_enough_contrast(palette: Palette) -> None:
    assert too_faint(palette, TEXTS, TEXT) == {}
    assert too_faint(palette, SHAPES, SHAPE) == {}


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert too_faint(LIGHT, [("not_started", "paper")], SHAPE) == {("not_started", "paper"): 1.45}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ramp_runs_away_from_the_paper(palette: Palette) -> None:
    ratios = [contrast(step, palette.paper) for step in palette.ramp]
    assert ratios == sorted(ratios)


def test_every_status_has_a_colour_of_its_own() -> None:
    assert set(LIGHT.status) == set(Status)
    assert len(set(LIGHT.status.values())) == len(Status)


def test_the_stylesheet_gets_every_colour() -> None:
    assert "--dsw-on-not-started: #16242B;" in LIGHT.css()
    assert LIGHT.css().count("--dsw-") == DARK.css().count("--dsw-") == 35
