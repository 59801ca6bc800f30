"""What invented signatories pledge, and how it goes on from there."""

from collections.abc import Iterator
from datetime import date
from random import Random

from dsw import commands
from dsw.commands import Report
from dsw.demo.draws import Lot, Span, later
from dsw.demo.places import Places
from dsw.demo.recipe import Recipe
from dsw.domain import Evidence, Obstacle, Profile, Status
from dsw.plan import load_plan
from dsw.store import Words, Writer

#: A signer aims for a day at least this long after the pledge, and on average so many days more.
_DUE_AFTER, _DUE_MORE = 60, 200
#: A pledge that is not made at signing follows so many days later on average.
_LATER_PLEDGE = 90


class Course:
    """Plays one signatory after another, by giving the commands it would give."""

    def __init__(self, recipe: Recipe, chance: Random, span: Span, places: Places) -> None:
        self._recipe = recipe
        self._chance = chance
        self._span = span
        self._places = places
        self._plan = load_plan()
        self._counts = Lot(recipe.pledges)
        self._sections = Lot(recipe.sections)
        self._own = {group.number: group.own for group in recipe.groups}
        self._actions = {
            section.number: Lot(
                {
                    self._plan.action_index(action.code): recipe.actions.get(action.code, 1.0)
                    for action in section.actions
                }
            )
            for section in self._plan.sections
        }
        self._obstacles = Lot(recipe.obstacles)
        self._steps = {
            (section.number, status): Lot(self._weights(section.number, status))
            for section in self._plan.sections
            for status in Status
        }
        self._told = 0

    def play(self, tx: Writer, signatory: int, profile: Profile, signed_on: date, *, leaves: bool) -> int:
        """Everything a signatory does after signing.

        Args:
            leaves: it takes its signature back in the end.

        Returns:
            How many of its pledges stand in the end.
        """
        pledged = self._pledge(tx, signatory, profile.group, signed_on)
        at: dict[int, Status] = {}
        last = signed_on
        for last in self._contact_days(signed_on):
            for action, day in pledged.items():
                if day < last and self._happens(self._recipe.chances.tells):
                    self._tell(tx, signatory, action, last, at)
        last = max(last, *pledged.values(), signed_on)
        if leaves:
            commands.withdraw(
                tx, signatory, min(later(last, 1, _LATER_PLEDGE, self._chance), self._span.last)
            )
            return 0
        return len(pledged) - self._change(tx, signatory, profile, pledged, last)

    def _happens(self, chance: float) -> bool:
        return self._chance.random() < chance

    def _weights(self, section: int, status: Status) -> dict[Status, float]:
        pace = self._recipe.pace.get(section, {})
        return {after: weight * pace.get(after, 1.0) for after, weight in self._recipe.course[status].items()}

    def _pledge(self, tx: Writer, signatory: int, group: int, signed_on: date) -> dict[int, date]:
        """The day of each pledge by action."""
        chances = self._recipe.chances
        days = {
            action: signed_on
            if self._happens(chances.pledges_at_once)
            else later(signed_on, 1, _LATER_PLEDGE, self._chance)
            for action in self._chosen(group)
        }
        in_order = sorted(days.items(), key=lambda made: made[1])
        pledged = {action: day for action, day in in_order if day <= self._span.last}
        for action, day in pledged.items():
            due = later(day, _DUE_AFTER, _DUE_MORE, self._chance) if self._happens(chances.due) else None
            commands.pledge(tx, signatory, action, day, due)
        return pledged

    def _chosen(self, group: int) -> list[int]:
        """Different actions, the own section's more than others'."""
        wanted = self._counts.draw(self._chance)
        chosen: dict[int, None] = {}
        for _ in range(4 * wanted):
            section = group if self._happens(self._own[group]) else self._sections.draw(self._chance)
            chosen[self._actions[section].draw(self._chance)] = None
            if len(chosen) == wanted:
                break
        return list(chosen)

    def _contact_days(self, signed_on: date) -> Iterator[date]:
        """The days on which a signatory lets hear of itself."""
        times, chances = self._recipe.contacts, self._recipe.chances
        if self._happens(chances.silent):
            return
        day = later(signed_on, times.first, times.first_more, self._chance)
        while day <= self._span.last:
            yield day
            if self._happens(chances.last_contact):
                return
            day = later(day, times.next, times.next_more, self._chance)

    def _tell(self, tx: Writer, signatory: int, action: int, day: date, at: dict[int, Status]) -> None:
        """Say how a pledge stands, or that what was said before is still correct."""
        code = self._plan.code_of(action)
        before = at.get(action, Status.NIET_GESTART)
        status = self._steps[int(code[0]), before].draw(self._chance)
        if action in at and status is before and not self._happens(self._recipe.chances.reports_again):
            commands.confirm(tx, signatory, action, day)
            return
        at[action] = status
        obstacle = self._obstacles.draw(self._chance) if status is Status.STAAT_STIL else None
        evidence = self._evidence(status)
        words = self._words(self._plan.action(code).themes, status, obstacle, evidence)
        commands.report(tx, signatory, action, Report(status, day, obstacle, evidence, words))

    def _evidence(self, status: Status) -> Evidence:
        if status in (Status.BEZIG, Status.AFGEROND):
            drawn = self._chance.random()
            if drawn < self._recipe.chances.link:
                return Evidence.LINK
            if drawn > 1 - self._recipe.chances.confirmed:
                return Evidence.BEVESTIGD
        return Evidence.EIGEN_WOORD

    def _words(
        self, themes: tuple[int, ...], status: Status, obstacle: Obstacle | None, evidence: Evidence
    ) -> Words:
        pick, chances, recipe = self._chance.choice, self._recipe.chances, self._recipe
        words = ask = link = ""
        if evidence is Evidence.LINK:
            self._told += 1
            link = recipe.link.format(nummer=self._told)
        if obstacle and self._happens(chances.own_words):
            words = pick(recipe.standstill[obstacle].words)
        elif status in recipe.words[themes[0]] and self._happens(chances.own_words):
            words = pick(recipe.words[pick(themes)][status])
        if obstacle and self._happens(chances.asks_when_stuck):
            ask = pick(recipe.standstill[obstacle].asks)
        elif status is Status.BEZIG and self._happens(chances.asks_when_busy):
            ask = pick(recipe.asks_when_busy)
        return Words(words, link, ask, pick(recipe.reasons) if status is Status.GESTOPT else "")

    def _change(
        self, tx: Writer, signatory: int, profile: Profile, pledged: dict[int, date], last: date
    ) -> int:
        """Now and then a signatory moves, or takes a pledge back; returns how many it took back."""
        day = later(last, 1, _LATER_PLEDGE, self._chance)
        chances = self._recipe.chances
        if day > self._span.last:
            return 0
        if self._happens(chances.moves):
            place = self._places.municipality(self._chance)
            commands.reprofile(tx, signatory, Profile(profile.kind, profile.group, place), day)
        ended = [action for action in pledged if self._happens(chances.ends_pledge)]
        for action in ended:
            commands.end_pledge(tx, signatory, action, day)
        return len(ended)
