from dsw.screen import blocks
from dsw.screen.asking import read_ask

blocks.about(read_ask())
