from dsw.screen import blocks
from dsw.screen.asking import read_ask
from dsw.screen.charting import chart
from dsw.screen.filters import filters

ask = read_ask()
blocks.opening(ask, "gaps", "dunne-acties")
filters(ask)
blocks.thin_actions(ask)
chart(ask, "gaps", "doelgroepen-provincies")
blocks.white_spots(ask)
