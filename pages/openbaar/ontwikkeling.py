from dsw.screen import blocks
from dsw.screen.asking import begin_page
from dsw.screen.charting import chart
from dsw.screen.filters import choose_since, filters

ask = begin_page()
blocks.opening(ask, "trend", "ondertekenaars-verloop")
filters(ask)
chart(ask, "trend", "ondertekenaars-verloop")
chart(ask, "trend", "statussen-verloop")
choose_since(ask)
blocks.comparison(ask)
blocks.differences(ask)
