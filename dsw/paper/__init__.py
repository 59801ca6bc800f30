"""A meeting on paper: one to four pages A4 as a tagged PDF that can be read aloud (PDF/UA-1).

presentation (dsw.slides) -> plain data -> ``sheet.typ`` -> the bytes of a ``.pdf``

What people typed reaches the sheet as data only, so it can be no markup and no code; the sheet reads no file.
"""

import json
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from tempfile import TemporaryDirectory

import typst

from dsw.palette import LIGHT, Palette
from dsw.paper.blocks import slide_data
from dsw.paper.letters import FAMILIES, FOLDER, readable
from dsw.slides import Presentation
from dsw.texts import text


def pdf_of(shown: Presentation) -> bytes:
    """The presentation as a file to print or to send."""
    data = {
        "title": readable(shown.heading),
        "author": text("meenemen.maker"),
        "under": text("meenemen.onder"),
        "foot": text("meenemen.voet", voet=shown.foot, revisie=shown.stamp.revision),
        "page": text("meenemen.bladzijde"),
        "letters": FAMILIES,
        "colours": {one.name: getattr(LIGHT, one.name) for one in fields(Palette)},
        "slides": [slide_data(slide) for slide in shown.slides],
    }
    with TemporaryDirectory() as nowhere:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # the sheet is bytes, its folder a path
            files(__package__).joinpath("sheet.typ").read_bytes(),
            root=nowhere,
            font_paths=_letters(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=int((shown.stamp.changed_at or datetime(2025, 1, 1, tzinfo=UTC)).timestamp()),
        )
    return made


@cache
def _letters() -> typst.Fonts:
    with as_file(FOLDER) as folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
