"""The heading of each page is its answer; the line below it says what we do not know, and since when."""

from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from dsw.regions import LANDELIJK
from dsw.sentences.common import joined, never_sentence, total
from dsw.sentences.names import capital, people_scope
from dsw.sentences.places import covered, untaken
from dsw.texts import moment, plural, text
from dsw.views import (
    ActionView,
    DirectoryView,
    GapsView,
    GroupsView,
    HeadCount,
    Overview,
    RegionsView,
    SectionsView,
    Selection,
    Stamp,
    Tally,
    TrendView,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading in three parts: ``accent`` holds the one number that matters. Spaces belong to the parts."""

    before: str
    accent: str
    after: str

    @property
    def text(self) -> str:
        """The whole heading."""
        return f"{self.before}{self.accent}{self.after}"


@singledispatch
def headline(view: object) -> Headline:
    """The answer a page opens with.

    Raises:
        TypeError: this is not the answer object of a page.
    """
    raise TypeError(type(view))


@headline.register
def _overview(view: Overview) -> Headline:
    people = view.signatories.total
    if people_scope(view.selection):
        return _people(people, view.selection, "doet", "mee", _done(view.pledges, view.selection))
    after = joined(plural("antwoord.doet", people), text("antwoord.staart.mee"))
    return Headline(
        "", plural("antwoord.allemaal", people), f" {joined(after, _done(view.pledges, view.selection))}"
    )


@headline.register
def _sections(view: SectionsView) -> Headline:
    section = view.selection.section
    shown = [detail for detail in view.sections if section in (None, detail.number)]
    actions = [row for detail in shown for row in detail.actions]
    taken = sum(1 for row in actions if row.tally.total)
    about = text("antwoord.klaar.bij_sectie", nummer=section) if section is not None else ""
    accent = plural("antwoord.acties", taken, totaal=len(actions), bij=about)
    done = _done(total(detail.tally for detail in shown), Selection(view.selection.op)) if taken else ""
    where = people_scope(view.selection, short=True)
    return _answer(accent, plural("antwoord.heeft", taken), where, text("antwoord.staart.heeft"), done)


@headline.register
def _action(view: ActionView) -> Headline:
    done = _done(view.tally, Selection(view.selection.op)) if view.tally.total else ""
    return _people(view.signatories.total, view.selection, "koos", "actie", done, code=view.code)


@headline.register
def _groups(view: GroupsView) -> Headline:
    chosen = view.selection.group
    counts = {row.group: row.signatories.total for row in view.groups}
    if chosen is not None:
        return _people(counts.get(chosen, 0), view.selection, "doet", "mee")
    present = sum(1 for count in counts.values() if count)
    if not present:
        return _people(0, view.selection, "doet", "mee")
    where = people_scope(view.selection)
    before = text("antwoord.doelgroepen.voor_waar" if where else "antwoord.doelgroepen.voor", waar=where)
    return Headline(before, text("antwoord.doelgroepen.kern", n=present), text("antwoord.doelgroepen.na"))


@headline.register
def _regions(view: RegionsView) -> Headline:
    people = _chosen_region(view).total
    if view.detail is not None and people:
        row = view.detail.row
        ending = {"gemeenten": row.covered, "totaal": row.municipalities}
        return _people(people, view.selection, "doet", "mee_gemeenten", "", **ending)
    if view.selection.province is not None:
        return _people(people, view.selection, "doet", "mee")
    present, everywhere = covered(view)
    kern = "antwoord.regios.kern" if present else "antwoord.regios.kern_geen"
    where = people_scope(view.selection)
    before = text("antwoord.regios.voor_waar" if where else "antwoord.regios.voor", waar=where)
    after = text("antwoord.regios.na_waar" if where else "antwoord.regios.na")
    return Headline(before, text(kern, n=present, totaal=everywhere), after)


def _chosen_region(view: RegionsView) -> HeadCount:
    """Who works in the chosen region: a province, the whole country, or nobody knows where."""
    if view.detail is not None:
        return view.detail.row.signatories
    return view.nationwide if view.selection.province == LANDELIJK else view.unknown


@headline.register
def _trend(view: TrendView) -> Headline:
    done = view.changes.done
    before = text(
        "antwoord.ontwikkeling.voor",
        dag=view.since,
        werkwoord=plural("antwoord.ontwikkeling.werkwoord", done),
    )
    stuck = plural("antwoord.ontwikkeling.stil", view.changes.stuck)
    after = f"{text('antwoord.ontwikkeling.na')} {stuck}"
    return Headline(before, plural("antwoord.ontwikkeling.kern", done), after)


@headline.register
def _gaps(view: GapsView) -> Headline:
    without = untaken(view)
    empty = sum(len(codes) for _, codes in view.empty_municipalities)
    accent = plural("antwoord.witte_vlekken.kern", without, totaal=len(view.actions))
    after = plural("antwoord.witte_vlekken.na", without)
    return Headline("", accent, f" {joined(after, plural('antwoord.witte_vlekken.gemeenten', empty))}")


@headline.register
def _directory(view: DirectoryView) -> Headline:
    together = plural("antwoord.ondertekenaars.samen", view.signatories.total)
    if view.text:
        accent = plural("antwoord.ondertekenaars.gevonden", view.found)
        after = text("antwoord.ondertekenaars.gevonden_na")
        return Headline(text("antwoord.ondertekenaars.gevonden_voor"), accent, after)
    return _people(view.named, view.selection, "laat", "laat", together)


def _people(
    count: int, selection: Selection, verb: str, tail: str, more: str = "", **values: object
) -> Headline:
    """So many people do something."""
    does, ending = plural(f"antwoord.{verb}", count), text(f"antwoord.staart.{tail}", **values)
    where = people_scope(selection, short=bool(values))
    return _answer(plural("antwoord.mensen", count), does, where, ending, more)


def _answer(accent: str, verb: str, where: str, ending: str, more: str) -> Headline:
    """``In Zeeland doen 12 ondertekenaars mee.``, or without a place ``12 ondertekenaars doen mee.``"""
    if where:
        return Headline(f"{where} {verb} ", accent, f" {joined(ending, more)}")
    return Headline("", capital(accent), f" {joined(verb, ending, more)}")


def _done(tally: Tally, selection: Selection) -> str:
    """How many pledges are done, for a heading: without shares."""
    section = selection.section
    about = text("antwoord.klaar.bij_sectie", nummer=section) if section is not None else ""
    if not tally.total:
        return text("antwoord.klaar.geen_toezegging", bij=about)
    if tally.total == 1:
        return text("antwoord.klaar.enige_wel" if tally.done else "antwoord.klaar.enige_niet", bij=about)
    return plural("antwoord.klaar", tally.done, totaal=tally.total, bij=about)


def meta(view: object, today: date) -> str:
    """The line below the heading: the silent share, the day, the last change.

    Args:
        view: the answer object of a page.
        today: the day that may be called "vandaag".

    Raises:
        TypeError: this is not the answer object of a page.
    """
    return joined(*_unknown(view), stamp_sentence(_stamp(view), today))


def stamp_sentence(stamp: Stamp, today: date) -> str:
    """What day the figures are about, and when the register last changed."""
    if stamp.changed_at is None:
        return text("zin.stand.nooit_gewijzigd", dag=stamp.op)
    return text("zin.stand.gewijzigd", dag=stamp.op, moment=moment(stamp.changed_at, today))


def _stamp(view: object) -> Stamp:
    stamp = getattr(view, "stamp", None)
    if not isinstance(stamp, Stamp):
        raise TypeError(type(view))
    return stamp


def _unknown(view: object) -> tuple[str, ...]:
    """What we do not know on this page: pledges never heard of, people who stand on no map."""
    match view:
        case Overview(pledges=tally) | ActionView(tally=tally):
            return (never_sentence(tally),)
        case SectionsView(sections=rows, selection=chosen):
            shown = [row.tally for row in rows if chosen.section in (None, row.number)]
            return (never_sentence(total(shown)),)
        case GroupsView(groups=groups, selection=chosen):
            shown = [row.both for row in groups if chosen.group in (None, row.group)]
            return (never_sentence(total(shown)),)
        case TrendView(points=(*_, last)):
            return (never_sentence(last.tally),)
        case RegionsView(nationwide=nationwide, unknown=unknown):
            return (
                plural("zin.kaart.landelijk", nationwide.total) if nationwide.total else "",
                plural("zin.kaart.onbekend", unknown.total) if unknown.total else "",
            )
    return ()
