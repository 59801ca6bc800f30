from dsw.screen import blocks
from dsw.screen.asking import read_ask
from dsw.screen.filters import filters

ask = read_ask()
blocks.opening(ask, "groups", "doelgroepen")
filters(ask)
blocks.groups(ask)
