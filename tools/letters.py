"""The letters of the PDF: ``python -m tools.letters`` makes them anew from those of the screen.

A PDF cannot take a variable font in the web's own packing, so each weight becomes a file of its own. This
needs fonttools and brotli, which the product does not: install them in an environment for this alone.
"""

import importlib
import unicodedata
from typing import Any

from dsw.paper.letters import FAMILIES
from dsw.settings import ROOT

SOURCE = ROOT / "dsw" / "screen" / "static" / "letters"
TARGET = ROOT / "dsw" / "paper" / "letters"
_LICENCE = "OFL.txt"
_PARTS = {"latin": FAMILIES[0], "latin-ext": FAMILIES[1]}
_STYLES = {"Regular": 400, "Bold": 700}
#: Which records of a font's names say what: family, style, whole name, name for programs.
_FAMILY, _STYLE, _WHOLE, _PROGRAM = 1, 2, 4, 6
_OTHER_NAMES = (16, 17, 21, 22, 25)
#: Bits that say what a style is: regular, bold.
_SELECTED = {"Regular": 0x40, "Bold": 0x20}


def write() -> None:
    """Write a font for each part and style, and the characters they have."""
    fonts = importlib.import_module("fontTools.ttLib")
    known: set[int] = set()
    for part, family in _PARTS.items():
        for style, weight in _STYLES.items():
            font = fonts.TTFont(SOURCE / f"atkinson-{part}.woff2", recalcTimestamp=False)
            known |= set(font.getBestCmap())
            font.flavor = None
            _instance(font, family, style, weight).save(TARGET / f"atkinson-{part}-{style.lower()}.ttf")
    shown = sorted(one for one in map(chr, known) if one.isprintable() and not unicodedata.combining(one))
    (TARGET / "tekens.txt").write_text("".join(shown) + "\n", encoding="utf-8")
    (TARGET / _LICENCE).write_bytes((SOURCE / _LICENCE).read_bytes())


def _instance(font: Any, family: str, style: str, weight: int) -> Any:
    """One weight of a variable font, named as such."""
    made = importlib.import_module("fontTools.varLib.instancer").instantiateVariableFont(
        font, {"wght": weight}
    )
    names = {_FAMILY: family, _STYLE: style, _WHOLE: f"{family} {style}"}
    names[_PROGRAM] = f"{family}-{style}".replace(" ", "")
    for number in (*_OTHER_NAMES, *names):
        made["name"].removeNames(nameID=number)
    for number, words in names.items():
        made["name"].setName(words, number, 3, 1, 0x409)
    made["OS/2"].usWeightClass = weight
    made["OS/2"].fsSelection = (made["OS/2"].fsSelection & ~0x61) | _SELECTED[style]
    made["head"].macStyle = int(style == "Bold")
    return made


if __name__ == "__main__":
    write()
