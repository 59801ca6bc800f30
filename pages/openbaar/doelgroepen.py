from dsw.screen import blocks
from dsw.screen.asking import begin_page
from dsw.screen.filters import filters

ask = begin_page()
blocks.opening(ask, "groups", "doelgroepen")
filters(ask)
blocks.groups(ask)
