from dsw.screen import blocks
from dsw.screen.asking import read_ask
from dsw.screen.filters import choose_words, filters

ask = read_ask()
blocks.opening(ask, "directory", "ondertekenaars")
choose_words(ask)
filters(ask)
blocks.directory(ask)
