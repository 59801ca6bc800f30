"""The slides that show figures: each made of the same answer object as a page."""

from collections.abc import Iterable
from dataclasses import replace

from dsw.pictures.bars import bar_words, done_words
from dsw.segments import Segment
from dsw.sentences import at_least, gap_facts, headline, pledge_scope, section_short
from dsw.sentences import moments as told_moments
from dsw.sentences import places as told_places
from dsw.sentences import progress as told_progress
from dsw.sentences.common import joined, left_out, progress, share
from dsw.slides.model import BarRow, Bars, BigNumber, Numbers, Points, Prose, RegionMap, Slide
from dsw.tables import places as place_tables
from dsw.tables import progress as progress_tables
from dsw.tables.parts import tally_rows
from dsw.texts import label, number, plural, signed, text
from dsw.views import Changes, Deck, HeadCount, RegionsView, SlideKey, Tally

#: So many obstacles and white spots can be read in a room; the table holds the others.
_REASONS, _SPOTS = 4, 4


def stand(deck: Deck) -> Slide:
    """Where we are."""
    view = deck.overview
    people, pledges = view.signatories, view.pledges
    counts = (
        _people(people),
        _number("toezegging", pledges.total, pledges),
        replace(_number("klaar", pledges.done, pledges), small=_reach(pledges), tone=Segment.DONE),
        replace(_part("nooit", pledges.never, pledges), tone=Segment.NEVER),
    )
    said = progress(pledges, *pledge_scope(view.selection), [people])
    return Slide(
        SlideKey.STAND,
        headline(view),
        (Numbers(counts),),
        _speaker(SlideKey.STAND, said),
        tally_rows(text("bijeenkomst.tabel.stand"), pledges),
        left_out(people.hidden_persons or pledges.hidden_persons),
    )


def since(deck: Deck) -> Slide:
    """What changed since the last time: who came, what moved, what came to a halt; it ranks nobody."""
    view, happened = deck.trend, deck.trend.changes
    said = told_moments.differences(view)
    before = told_moments.on_day("toen", view.since, view.before)
    after = told_moments.on_day("nu", view.selection.op, view.after)
    return Slide(
        SlideKey.SINDS,
        headline(view),
        (Numbers(tuple(_news(happened))), *_held(happened)),
        _speaker(SlideKey.SINDS, said, joined(before, after)),
        progress_tables.changes(text("figuur.verschillen", dag=view.since), happened),
        told_progress.without_persons(happened),
    )


def _held(happened: Changes) -> tuple[Prose, ...]:
    """What what came to a halt is held by; nothing where nobody told."""
    reasons = [f"{label(one)} {number(count)}" for one, count in happened.stuck_by[:_REASONS]]
    return (Prose(" · ".join(reasons), text("bijeenkomst.waar_loopt_het_vast")),) if reasons else ()


def _news(happened: Changes) -> Iterable[BigNumber]:
    who = told_progress.whose(happened)
    net = happened.signatories
    way = "eraf" if net < 0 else "erbij"
    yield BigNumber(signed(net), plural(f"bijeenkomst.sinds.{way}.{who}", abs(net)))
    for key, count, tone in (
        ("klaar", happened.done, Segment.DONE),
        ("terug", happened.back, Segment.NOT_STARTED),
        ("stil", happened.stuck, Segment.STUCK),
        ("vielen_stil", happened.went_silent, Segment.NEVER),
    ):
        yield BigNumber(number(count), plural(f"bijeenkomst.sinds.{key}", count), tone=tone)


def sections(deck: Deck) -> Slide:
    """How far each section is, in the plan's order."""
    view = deck.overview
    rows = tuple(_bar(row.number, row.tally) for row in view.sections)
    return Slide(
        SlideKey.SECTIES,
        headline(deck.sections),
        (Bars(rows),),
        _speaker(SlideKey.SECTIES, told_progress.sections(view)),
        progress_tables.sections(view),
        left_out(any(row.tally.hidden_persons for row in rows)),
    )


def groups(deck: Deck) -> Slide:
    """How far each stakeholder group is, in the plan's order."""
    view = deck.groups
    rows = tuple(
        replace(bar, words=(_heads(row.signatories), *bar.words))
        for row in view.groups
        for bar in (_bar(row.group, row.both),)
    )
    return Slide(
        SlideKey.DOELGROEPEN,
        headline(view),
        (Bars(rows),),
        _speaker(SlideKey.DOELGROEPEN, told_progress.groups(view)),
        progress_tables.groups(view),
        left_out(any(row.both.hidden_persons or row.signatories.hidden_persons for row in view.groups)),
    )


def region_map(deck: Deck) -> Slide:
    """Where somebody takes part, in the meeting's own region or everywhere."""
    view = _own(deck.regions)
    return Slide(
        SlideKey.KAART,
        headline(deck.regions),
        (RegionMap(view),),
        _speaker(SlideKey.KAART, *_on_the_map(deck.regions)),
        place_tables.municipalities(view),
        left_out(any(row.signatories.hidden_persons for row in view.municipalities)),
    )


def _on_the_map(view: RegionsView) -> tuple[str, ...]:
    if view.detail is None:
        return (told_places.municipality_map(view),)
    return told_places.province(view), text("zin.kaart.zeshoeken")


def _own(view: RegionsView) -> RegionsView:
    """With the municipalities of the chosen province only."""
    chosen = view.selection.province
    own = tuple(row for row in view.municipalities if chosen in (None, row.province))
    return replace(view, municipalities=own or view.municipalities)


def white_spots(deck: Deck) -> Slide:
    """Where nobody is yet."""
    view = deck.overview
    return Slide(
        SlideKey.WITTE_VLEKKEN,
        headline(deck.gaps),
        (Points(gap_facts(view.gaps)[:_SPOTS]),) if view.gaps else (),
        _speaker(SlideKey.WITTE_VLEKKEN, told_progress.overview_gaps(view)),
        progress_tables.overview_gaps(view),
        left_out(view.unsure),
    )


def _speaker(key: SlideKey, *said: str) -> tuple[str, ...]:
    """What the figures say, and what to ask of the room."""
    return (*filter(None, said), text(f"bijeenkomst.spreker.{key.value}"))


def _bar(place: int, tally: Tally) -> BarRow:
    """The range that is done and of how many; only how many where no range can be told."""
    words = _reach(tally) or bar_words(tally)[0]
    return BarRow(str(place), section_short(place), tally, (words,))


def _heads(people: HeadCount) -> str:
    count = at_least(people.total, hidden=people.hidden_persons)
    return f"{count} {plural('woord.ondertekenaar', people.total)}"


def _people(people: HeadCount) -> BigNumber:
    count = at_least(people.total, hidden=people.hidden_persons)
    return BigNumber(count, plural("bijeenkomst.stand.ondertekenaar", people.total))


def _number(key: str, count: int, tally: Tally) -> BigNumber:
    shown = at_least(count, hidden=tally.hidden_persons)
    return BigNumber(shown, plural(f"bijeenkomst.stand.{key}", count))


def _part(key: str, count: int, tally: Tally) -> BigNumber:
    """A number with its share of all pledges, where that can be told."""
    told = not tally.hidden_persons and tally.total > 0
    small = text("bijeenkomst.stand.deel", deel=share(count, tally.total), totaal=tally.total) if told else ""
    return replace(_number(key, count, tally), small=small)


def _reach(tally: Tally) -> str:
    """The range that is done, and of how many."""
    reach = done_words(tally)
    return text("bijeenkomst.stand.bereik", bereik=reach, totaal=tally.total) if reach else ""
