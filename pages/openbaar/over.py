from dsw.screen import blocks

blocks.about()
