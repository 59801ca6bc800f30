"""The heading of each page is its answer; the line below it says what we do not know, and since when."""

from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from dsw.sentences.common import joined, never_sentence, part_of
from dsw.sentences.names import capital, only, people_scope, uncapital, with_section
from dsw.sentences.places import (
    coverage,
    elsewhere,
    in_municipalities,
    unsure_actions,
    untaken,
    without_anybody,
)
from dsw.sentences.progress import whose
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
    people, chosen = view.signatories, view.selection
    done = _done(view.pledges)
    if people_scope(chosen) or people.hidden_persons:
        return _people(people, chosen, "doet", "mee", done)
    ending = text("antwoord.staart.mee", met=with_section(chosen))
    after = joined(plural("antwoord.doet", people.total), ending, done)
    return Headline("", plural("antwoord.allemaal", people.total), f" {after}")


@headline.register
def _sections(view: SectionsView) -> Headline:
    chosen = view.selection
    shown = [detail for detail in view.sections if chosen.section in (None, detail.number)]
    rows = [row.tally for detail in shown for row in detail.actions]
    taken, unsure = sum(1 for row in rows if row.total), any(row.unsure for row in rows)
    where, about, apart = _cut_of_actions(chosen)
    if unsure and not taken:
        accent = text("antwoord.verborgen.acties", bij=about)
        return _untold(where, accent, text("antwoord.verborgen.heeft"), apart)
    accent = plural("antwoord.acties", taken, least=unsure, totaal=len(rows), bij=about)
    ending = "heeft"
    if len(rows) == 1:
        accent, ending = text("antwoord.acties.enige", bij=about), "heeft" if taken else "heeft_niet"
    more = joined(_done(view.pledges) if taken else "", apart)
    verb = plural("antwoord.heeft", taken if len(rows) > 1 else 1)
    return _answer(accent, verb, where, text(f"antwoord.staart.{ending}"), more)


@headline.register
def _action(view: ActionView) -> Headline:
    done = _done(view.tally) if view.tally.total else ""
    return _people(view.signatories, view.selection, "koos", "actie", done, code=view.code)


@headline.register
def _groups(view: GroupsView) -> Headline:
    chosen, counts = view.selection, [row.signatories for row in view.groups]
    if chosen.group is not None:
        return _people(view.signatories, chosen, "doet", "mee", _done(view.pledges))
    present, unsure = sum(1 for count in counts if count.total), any(count.unsure for count in counts)
    where, met = people_scope(chosen), with_section(chosen)
    if unsure and not present:
        tail = text("antwoord.verborgen.doet", met=met)
        return _untold(where, text("antwoord.verborgen.doelgroepen"), tail)
    if not present:
        return _people(HeadCount(), chosen, "doet", "mee")
    accent = plural("antwoord.doelgroepen", present, least=unsure)
    ending = text("antwoord.staart.mee", met=met)
    return _answer(accent, plural("antwoord.doet", present), where, ending, _done(view.pledges))


@headline.register
def _regions(view: RegionsView) -> Headline:
    chosen = view.selection
    if view.detail is not None:
        row = view.detail.row
        where = in_municipalities(row, Selection(chosen.op)) if row.signatories.total else ""
        return _people(row.signatories, chosen, "doet", "mee", where)
    present, everywhere, unsure = coverage(view.municipalities)
    only_group = people_scope(chosen)
    told = text("zin.alleen", waar=uncapital(only_group)) if only_group else ""
    if present:
        accent = plural("antwoord.regios", present, least=unsure, totaal=everywhere)
        ending = text("antwoord.regios.na", met=with_section(chosen))
        return Headline(text("antwoord.regios.voor"), accent, joined(ending, told))
    if unsure:
        tail = text("antwoord.verborgen.gemeenten_na", met=with_section(chosen))
        return _untold("", text("antwoord.verborgen.gemeenten"), tail, told)
    ending = joined(text("antwoord.regios.na_geen", met=with_section(chosen)), told)
    return Headline(text("antwoord.regios.voor_geen"), text("antwoord.regios.geen_enkele"), ending)


@headline.register
def _trend(view: TrendView) -> Headline:
    happened, chosen = view.changes, view.selection
    who = whose(happened)
    verb = plural(f"antwoord.ontwikkeling.werkwoord.{who}", happened.done)
    where = uncapital(people_scope(chosen, short=chosen.province is not None))
    before = joined(text("antwoord.ontwikkeling.voor", dag=view.since, werkwoord=verb), where)
    after = joined(
        text(f"antwoord.ontwikkeling.na.{who}"),
        plural(f"zin.veranderingen.{who}.stil", happened.stuck),
        only(Selection(chosen.op, section=chosen.section)),
    )
    return Headline(f"{before} ", plural("antwoord.ontwikkeling.kern", happened.done), f" {after}")


@headline.register
def _gaps(view: GapsView) -> Headline:
    chosen, without, unsure = view.selection, untaken(view), unsure_actions(view)
    where, about, apart = _cut_of_actions(chosen)
    more = joined(without_anybody(view), apart)
    if unsure and not without:
        accent = plural("antwoord.verborgen.of_acties", unsure, bij=about)
        return _untold(where, accent, plural("antwoord.verborgen.ondertekenaars", unsure), more)
    accent = plural("antwoord.witte_vlekken", without, least=unsure > 0, totaal=len(view.actions), bij=about)
    if len(view.actions) == 1:
        accent = text("antwoord.acties.enige", bij=about)
    ending = plural("antwoord.witte_vlekken.na", without)
    verb = plural("antwoord.heeft", without if len(view.actions) > 1 else 1)
    return _answer(accent, verb, where, ending, more)


@headline.register
def _directory(view: DirectoryView) -> Headline:
    chosen, everyone = view.selection, view.signatories
    if view.text:
        accent = plural("antwoord.ondertekenaars.gevonden", view.found)
        after = joined(text("antwoord.ondertekenaars.gevonden_na"), only(chosen))
        return Headline(text("antwoord.ondertekenaars.gevonden_voor"), accent, after)
    hidden, met = everyone.hidden_persons, with_section(chosen)
    count = max(everyone.total, view.named) if hidden else everyone.total
    together = plural("antwoord.ondertekenaars.samen", count, least=hidden, met=met)
    return _people(HeadCount(view.named), chosen, "laat", "laat", together)


def _people(
    people: HeadCount, selection: Selection, verb: str, tail: str, more: str = "", **values: object
) -> Headline:
    """So many people do something; where they are left out, that we do not show how many."""
    narrow = bool(values) or selection.section is not None or people.unsure
    where, values = people_scope(selection, short=narrow), {"met": with_section(selection), **values}
    if people.unsure:
        return _untold(
            where, text("antwoord.verborgen.mensen"), text(f"antwoord.verborgen.{verb}", **values), more
        )
    accent = plural("antwoord.mensen", people.total, least=people.hidden_persons)
    does, ending = plural(f"antwoord.{verb}", people.total), text(f"antwoord.staart.{tail}", **values)
    return _answer(accent, does, where, ending, more)


def _answer(accent: str, verb: str, where: str, ending: str, more: str) -> Headline:
    """``In Zeeland doen 12 ondertekenaars mee.``, or without a place ``12 ondertekenaars doen mee.``"""
    if where:
        return Headline(f"{where} {verb} ", accent, f" {joined(ending, more)}")
    return Headline("", capital(accent), f" {joined(verb, ending, more)}")


def _untold(where: str, accent: str, ending: str, more: str = "") -> Headline:
    """``In Zeeland laten we niet zien hoeveel ondertekenaars meedoen.``"""
    before = text("antwoord.verborgen.voor_waar" if where else "antwoord.verborgen.voor", waar=where)
    return Headline(f"{before} ", accent, f" {joined(ending, more)}")


def _cut_of_actions(selection: Selection) -> tuple[str, str, str]:
    """Whose pledges, and which actions: behind "acties", or in a sentence apart where that would be long."""
    where = people_scope(selection, short=True)
    if selection.section is None:
        return where, "", ""
    if where:
        return where, "", only(Selection(selection.op, section=selection.section))
    return "", text("antwoord.van_sectie", nummer=selection.section), ""


def _done(tally: Tally) -> str:
    """How many pledges are done, for a heading: without shares, and "" where we cannot tell."""
    if tally.hidden_persons:
        return _done_at_least(tally)
    if not tally.total:
        return text("antwoord.klaar.geen_toezegging")
    return part_of("antwoord.klaar", tally.done, tally.total)


def _done_at_least(tally: Tally) -> str:
    if not tally.total:
        return ""
    done = plural("zin.klaar.daarvan", tally.done, least=True) if tally.done else ""
    return joined(plural("antwoord.klaar.toezeggingen", tally.total, least=True), done)


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
        case (
            Overview(pledges=tally)
            | ActionView(tally=tally)
            | SectionsView(pledges=tally)
            | GroupsView(pledges=tally)
            | TrendView(after=tally)
        ):
            return (never_sentence(tally),)
        case RegionsView():
            return elsewhere(view)
    return ()
