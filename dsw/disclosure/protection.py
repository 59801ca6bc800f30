"""The one gate for every page: which counts of persons it may show."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dsw.disclosure.cells import At, Flags
from dsw.disclosure.guarding import Guarded, People, guard


@dataclass(frozen=True, eq=False)
class Protection:
    """What the figures of one day may show of persons. Axes count from 0."""

    people: People

    @cached_property
    def guarded(self) -> Guarded:
        """What may be shown by itself and of two cuts."""
        return guard(self.people)

    @property
    def _actions(self) -> int:
        return int(self.people.pledges.shape[-1])

    @property
    def groups(self) -> Flags:
        """Per group: may its persons be shown at all."""
        return self.guarded.groups

    @property
    def places(self) -> Flags:
        """Per place: may its persons be shown at all."""
        return self.guarded.places

    @property
    def presence(self) -> bool:
        """Whether it may be told where in hidden places somebody works."""
        return self.guarded.presence

    @property
    def groups_places(self) -> Flags:
        """Group x place."""
        return self.guarded.groups_places

    @property
    def actions_groups(self) -> Flags:
        """Action x group."""
        return self.guarded.rows_groups[: self._actions]

    @property
    def actions_places(self) -> Flags:
        """Action x place."""
        return self.guarded.rows_places[: self._actions]

    @property
    def sections_groups(self) -> Flags:
        """Section x group."""
        return self.guarded.rows_groups[self._actions :]

    @property
    def sections_places(self) -> Flags:
        """Section x place."""
        return self.guarded.rows_places[self._actions :]

    @cached_property
    def sections_groups_places(self) -> Flags:
        """Section x group x place: only that nobody is there, where that follows."""
        return self._nobody(slice(self._actions, None))

    @cached_property
    def actions_groups_places(self) -> Flags:
        """The same with actions for sections."""
        return self._nobody(slice(self._actions))

    def _nobody(self, rows: slice) -> Flags:
        by_row = self.people.by_row[rows]
        by_group = (by_row[:, :, -1] == 0) & self.guarded.rows_groups[rows]
        by_place = (by_row[:, :, :-1].sum(axis=1) == 0) & self.guarded.rows_places[rows]
        both = (self.people.heads[:, :-1, -1] == 0) & self.groups_places
        nobody: Flags = by_group[:, :, None] | by_place[:, None] | both
        return nobody

    def shows(self, section: At = None, group: At = None, place: At = None) -> Flags:
        """Whether persons may be counted in these cells of the cross-table of the axes that are given.

        Returns:
            Flags along the axes given as slices, in the order section, group, place.
        """
        match section is not None, group is not None, place is not None:
            case True, True, True:
                return self.sections_groups_places[section, group, place]
            case True, True, False:
                return self.sections_groups[section, group]
            case True, False, True:
                return self.sections_places[section, place]
            case False, True, True:
                return self.groups_places[group, place]
            case False, True, False:
                return self.groups[group]
            case False, False, True:
                return self.places[place]
        return np.ones(len(self.people.sections), np.bool_)[0 if section is None else section]

    def shows_actions(self, action: At, group: At = None, place: At = None) -> Flags:
        """The same with actions for sections."""
        if group is not None and place is not None:
            return self.actions_groups_places[action, group, place]
        if group is not None:
            return self.actions_groups[action, group]
        if place is not None:
            return self.actions_places[action, place]
        return np.ones(self._actions, np.bool_)[action]
