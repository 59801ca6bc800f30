from dsw.screen import blocks
from dsw.screen.asking import begin_page
from dsw.screen.filters import filters

ask = begin_page()
if ask.request.action:
    blocks.opening(ask, "action", "actie")
    filters(ask)
    blocks.action(ask)
else:
    blocks.opening(ask, "sections", "acties")
    filters(ask)
    blocks.sections(ask)
