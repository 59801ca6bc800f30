from dsw.screen import blocks
from dsw.screen.asking import begin_page
from dsw.screen.filters import choose_words, filters

ask = begin_page()
blocks.opening(ask, "directory", "ondertekenaars")
choose_words(ask)
filters(ask)
blocks.directory(ask)
