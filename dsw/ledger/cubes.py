"""The register's cubes: each says how many there are in a cell at the end of any day."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from dsw.ledger import lately
from dsw.ledger.axes import STATES, Counts, Integers, axes
from dsw.ledger.cube import Cube, Deltas
from dsw.ledger.divisions import division_index, divisions
from dsw.ledger.moved import Moved, nobody_moved
from dsw.ledger.profiles import with_anywhere
from dsw.ledger.spans import no_spans
from dsw.ledger.sums import OBSTACLES, Sums, municipal_shape


def _cube(*axis: int) -> Cube:
    return Cube(int(np.prod(axes().corners)) * int(np.prod(axis)))


def _nobody_moved() -> Moved:
    return nobody_moved({**no_spans(), "silent": np.zeros(0, np.bool_)})


@dataclass(frozen=True, eq=False)
class Cubes:
    """All of them, and the pairs no cube can count.

    Attributes:
        heads: signatories [corner, section]: with a pledge in the section; last section: all.
        pledges: pledges [corner, action, state]: twice the status, plus 1 if silent.
        stuck: pledges that stand still [corner, action, obstacle], the first for none.
        municipalities: per division, signatories [kind, municipality, group, section].
        came: signatories [corner, section, ``CAME`` or ``LEFT``] against ``recent_days`` before.
        news: pledges [corner, section, item of ``lately``] against ``recent_days`` before.
        moved_heads, moved: pairs that moved from one corner to another in those days.
    """

    heads: Cube = field(default_factory=lambda: _cube(axes().sections + 1))
    pledges: Cube = field(default_factory=lambda: _cube(axes().actions, STATES))
    stuck: Cube = field(default_factory=lambda: _cube(axes().actions, OBSTACLES))
    municipalities: tuple[Cube, ...] = field(
        default_factory=lambda: tuple(Cube(int(np.prod(municipal_shape(one)))) for one in divisions())
    )
    came: Cube = field(default_factory=lambda: _cube(axes().sections + 1, 2))
    news: Cube = field(default_factory=lambda: _cube(axes().sections, lately.ITEMS))
    moved_heads: Moved = field(default_factory=_nobody_moved)
    moved: Moved = field(default_factory=_nobody_moved)

    def replaced(self, signatories: Integers, old: Sums, new: Sums) -> "Cubes":
        """With the new sums of these signatories for the old."""
        municipal = zip(self.municipalities, old.municipalities, new.municipalities, strict=True)
        return Cubes(
            _turned(self.heads, old.heads, new.heads),
            _turned(self.pledges, old.pledges, new.pledges),
            _turned(self.stuck, old.stuck, new.stuck),
            tuple(_turned(*one) for one in municipal),
            _turned(self.came, old.came, new.came),
            _turned(self.news, old.news, new.news),
            self.moved_heads.replaced(signatories, new.moved_heads),
            self.moved.replaced(signatories, new.moved),
        )

    def heads_on(self, day: date) -> Counts:
        """[kind, group, place, section]."""
        return with_anywhere(self.heads.on(day.toordinal()).reshape(*axes().corners, -1))

    def pledges_on(self, day: date) -> Counts:
        """[kind, group, place, action, state]."""
        shape = (*axes().corners, axes().actions, STATES)
        return with_anywhere(self.pledges.on(day.toordinal()).reshape(shape))

    def stuck_on(self, day: date) -> Counts:
        """[kind, group, place, action, obstacle]."""
        shape = (*axes().corners, axes().actions, OBSTACLES)
        return with_anywhere(self.stuck.on(day.toordinal()).reshape(shape))

    def municipalities_on(self, day: date) -> Counts:
        """[kind, municipality of the day's division, group, section]."""
        index = division_index(day)
        counts = self.municipalities[index].on(day.toordinal())
        return counts.reshape(municipal_shape(divisions()[index]))

    def came_on(self, day: date) -> Counts:
        """[kind, group, place, section, came or left]."""
        return with_anywhere(self.came.on(day.toordinal()).reshape(*axes().corners, -1, 2))

    def news_on(self, day: date) -> Counts:
        """[kind, group, place, section, item]."""
        shape = (*axes().corners, axes().sections, lately.ITEMS)
        return with_anywhere(self.news.on(day.toordinal()).reshape(shape))


def _turned(cube: Cube, old: Deltas, new: Deltas) -> Cube:
    return cube.changed(new.instead_of(old))
