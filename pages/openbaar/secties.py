from dsw.screen import blocks
from dsw.screen.asking import read_ask
from dsw.screen.filters import filters

ask = read_ask()
if ask.request.action:
    blocks.opening(ask, "action", "actie")
    filters(ask)
    blocks.action(ask)
else:
    blocks.opening(ask, "sections", "acties")
    filters(ask)
    blocks.sections(ask)
