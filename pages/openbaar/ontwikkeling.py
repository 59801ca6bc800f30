from dsw.screen import blocks
from dsw.screen.asking import read_ask
from dsw.screen.charting import chart
from dsw.screen.filters import choose_since, filters

ask = read_ask()
blocks.opening(ask, "trend", "ondertekenaars-verloop")
filters(ask)
chart(ask, "trend", "ondertekenaars-verloop")
chart(ask, "trend", "statussen-verloop")
choose_since(ask)
blocks.comparison(ask)
blocks.differences(ask)
