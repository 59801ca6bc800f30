"""Regions as data: municipalities, provinces, what people call them, and where they are drawn.

Source: the files below ``data/regio/``; ``data/regio/BRONNEN.md`` says where each comes from. A region code
is a CBS municipality code (``GM0344``), a CBS province code (``PV26``), `LANDELIJK` or `ONBEKEND`.
"""

from dsw.regions.areas import Municipality, Outline, Province, Regions, Ring
from dsw.regions.names import LANDELIJK, ONBEKEND, Reason, RegionKind, RegionMatch
from dsw.regions.reading import REGION_FOLDER, load_regions

__all__ = [
    "LANDELIJK",
    "ONBEKEND",
    "REGION_FOLDER",
    "Municipality",
    "Outline",
    "Province",
    "Reason",
    "RegionKind",
    "RegionMatch",
    "Regions",
    "Ring",
    "load_regions",
]
