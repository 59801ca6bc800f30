from dsw.screen import blocks, maps
from dsw.screen.asking import read_ask
from dsw.screen.charting import chart
from dsw.screen.filters import choose_region, filters
from dsw.screen.sheet import beside, space

ask = read_ask()
blocks.opening(ask, "regions", "secties-provincies")
filters(ask)
space("small")
country, region = beside([11, 9])
with country:
    choose_region(ask)
    maps.explore(ask)
with region:
    blocks.region(ask)
chart(ask, "regions", "secties-provincies")
