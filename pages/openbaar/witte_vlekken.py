from dsw.screen import blocks
from dsw.screen.asking import begin_page
from dsw.screen.charting import chart
from dsw.screen.filters import filters

ask = begin_page()
blocks.opening(ask, "gaps", "dunne-acties")
filters(ask)
blocks.thin_actions(ask)
chart(ask, "gaps", "doelgroepen-provincies")
blocks.numbers(ask)
blocks.white_spots(ask)
