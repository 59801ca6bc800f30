from dsw.screen import blocks
from dsw.screen.asking import begin_page
from dsw.screen.filters import filters

ask = begin_page()
blocks.opening(ask, "overview", "secties")
filters(ask)
blocks.section_rows(ask)
blocks.news_and_gaps(ask)
