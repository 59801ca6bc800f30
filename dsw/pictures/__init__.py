"""Pictures to take along: every figure as one SVG with its title, sentence, day and source inside."""

from dsw.pictures import bodies
from dsw.pictures.canvas import Canvas
from dsw.pictures.frame import framed

__all__ = ["Canvas", "bodies", "framed"]
