from dsw.screen import blocks
from dsw.screen.asking import begin_page

begin_page()
blocks.about()
