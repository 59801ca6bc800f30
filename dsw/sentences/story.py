"""What happened to a signatory, told in sentences: who, when, what became true, from what to what, why."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dsw.domain import Event, Fact, PledgeStance, Profile
from dsw.people import ADMISSION, SIGNER_MARK, STAFF_MARK
from dsw.plan import load_plan
from dsw.queries.story import Chapter, Told, Turn
from dsw.segments import Segment
from dsw.sentences.names import region_name, section_name
from dsw.settings import TIME_ZONE
from dsw.store import Identity, Words
from dsw.texts import day, label, listing, moment, plural, text

#: Transactions that put signatories together or take such a thing back: what they annul speaks for itself.
_WHOLES = ("merge", "undo")
#: More of the same fact than this is one sentence.
_MOST_ALIKE = 3


def who_did(chapter: Chapter) -> str:
    """Who did it."""
    if chapter.file:
        return text("verhaal.door.bestand", bestand=chapter.file)
    if chapter.who:
        kind = "medewerker" if chapter.actor.startswith(STAFF_MARK) else "contact"
        return text(f"verhaal.door.{kind}", wie=chapter.who)
    return actor_words(chapter.actor)


def actor_words(actor: str) -> str:
    """Who gave a command, as far as the change log alone says."""
    if actor.startswith(STAFF_MARK):
        return text("verhaal.door.iemand")
    own = actor.startswith(SIGNER_MARK) or actor == ADMISSION.name
    return text("verhaal.door.zelf" if own else "verhaal.door.systeem")


def chapter_lines(chapter: Chapter) -> list[str]:
    """What happened, a line each."""
    whole = [*_together(chapter)]
    told = [] if chapter.undoes else [*_facts(chapter)]
    rest = [*_named(chapter.named), *(_contact(turn) for turn in chapter.contacts)]
    return [*whole, *told, *rest, *([text("verhaal.later_terug")] if chapter.undone else [])]


def quotes(told: Told) -> list[str]:
    """What was written with it."""
    return _quoted(told.words)


def _together(chapter: Chapter) -> Iterator[str]:
    if chapter.undoes:
        yield text("verhaal.terug", moment=moment(chapter.undoes))
    if chapter.into:
        yield text("verhaal.ging_op", naam=chapter.into)
    for name in chapter.joined:
        yield text("verhaal.kwam_erbij", naam=name)
    if chapter.act == "merge" and not chapter.into and not chapter.joined:
        yield text("verhaal.samengevoegd")


def _facts(chapter: Chapter) -> Iterator[str]:
    counted = [one for one in chapter.facts if not _speaks_for_itself(chapter, one)]
    confirmed = [one for one in counted if one.event.fact is Fact.CONFIRMED]
    many = len(confirmed) > _MOST_ALIKE
    if many:
        yield plural("verhaal.alles_klopt", len(confirmed))
    rest = (one for one in counted if not (many and one.event.fact is Fact.CONFIRMED))
    for since, some in groupby(rest, lambda one: _holds_from(chapter, one)):
        if since:
            yield text("verhaal.vanaf", dag=since)
        yield from (_line(chapter, one) for one in some)


def _holds_from(chapter: Chapter, told: Told) -> date | None:
    """The day from which it holds, when that is not the day it was recorded."""
    recorded = chapter.at.astimezone(TIME_ZONE).date()
    same = told.event.day == recorded or told.event.fact is Fact.ANNULLED
    return None if same else told.event.day


def _speaks_for_itself(chapter: Chapter, told: Told) -> bool:
    return chapter.act in _WHOLES and told.event.fact is Fact.ANNULLED


def _line(chapter: Chapter, told: Told) -> str:
    parts = [_fact(told), *quotes(told)]
    if told.undone and chapter.act not in _WHOLES and not chapter.undone:
        parts.append(text("verhaal.later_verbeterd"))
    return " ".join(parts)


def _fact(told: Told) -> str:
    event = told.event
    match event.fact:
        case Fact.REPORTED:
            return _reported(event, told.before)
        case Fact.REPROFILED:
            return _profile(told.profile, event.profile)
        case Fact.ANNULLED:
            again = told.of is not None and told.of.fact is Fact.ANNULLED
            what = _short(told.of) if told.of else ""
            return text("verhaal.hersteld" if again else "verhaal.verbeterd", wat=what)
        case Fact.PLANNED:
            key = "verhaal.streefdatum" if event.due else "verhaal.streefdatum_weg"
            return text(key, code=_code(event), dag=event.due)
        case Fact.SIGNED:
            return text("verhaal.ondertekend", versie=version_words(event.plan_version or ""))
    return text(f"verhaal.feit.{event.fact}", code=_code(event))


def version_words(version: str) -> str:
    """A version of the plan, which is named for its day, as it reads in a sentence."""
    try:
        return day(date.fromisoformat(version))
    except ValueError:
        return version


def _reported(event: Event, before: PledgeStance | None) -> str:
    assert event.status
    now = label(event.status)
    was = label(before.status) if before and before.heard_on else label(Segment.NEVER)
    same = bool(before and before.heard_on and before.status is event.status)
    key = "verhaal.nog_steeds" if same else "verhaal.gemeld"
    said = text(key, code=_code(event), van=was, naar=now)
    return f"{said} {text('verhaal.belemmering', wat=label(event.obstacle))}" if event.obstacle else said


def _profile(before: Profile | None, now: Profile | None) -> str:
    assert now
    pairs = {
        "soort": (label(before.kind) if before else "", label(now.kind)),
        "doelgroep": (section_name(before.group) if before else "", section_name(now.group)),
        "regios": (_regions(before) if before else "", _regions(now)),
    }
    changed = [
        text(f"verhaal.wissel.{name}", van=was, naar=after)
        for name, (was, after) in pairs.items()
        if was != after
    ]
    return " ".join(changed) or text("verhaal.gegevens_gelijk")


def _regions(profile: Profile) -> str:
    return listing([region_name(code) for code in profile.regions]) or text("verhaal.geen_regio")


def _short(event: Event) -> str:
    """An event in a few words, inside a sentence about it."""
    what = text(f"verhaal.kort.{event.fact}")
    if event.fact is Fact.REPORTED and event.status:
        what = text("verhaal.kort_gemeld", status=label(event.status))
    return text("verhaal.kort_bij", wat=what, code=_code(event)) if event.action else what


def _code(event: Event) -> str:
    return load_plan().code_of(event.action) if event.action else ""


def _quoted(words: Words) -> list[str]:
    told = {"woorden": words.words, "vraag": words.ask, "reden": words.reason, "link": words.link}
    said = [text(f"verhaal.zei.{name}", wat=value) for name, value in told.items() if value]
    helper = [text("verhaal.zei_wie", wie=section_name(words.helper))] if words.helper else []
    return [*said, *helper]


def _named(named: tuple[Identity | None, Identity] | None) -> Iterator[str]:
    if named is None:
        return
    before, now = named
    if not now.name:
        yield text("verhaal.gewist")
    elif before is None or not before.name:
        yield text("verhaal.heet", naam=now.name)
    elif before.name != now.name:
        yield text("verhaal.wissel.naam", van=before.name, naar=now.name)
    if before and now.name and before.show_name != now.show_name:
        yield text("verhaal.zichtbaar" if now.show_name else "verhaal.verborgen")


def _contact(turn: Turn) -> str:
    before, now = turn.before, turn.now
    if not now.email:
        return text("verhaal.contact.weg", wie=_called(before.name, before.email) if before else "")
    if before is None or not before.email:
        return text("verhaal.contact.erbij", wie=_called(now.name, now.email))
    if (before.name, before.email) == (now.name, now.email):
        return text(
            "verhaal.contact.mail_wel" if now.mail_consent else "verhaal.contact.mail_niet", wie=now.email
        )
    was, after = _called(before.name, before.email), _called(now.name, now.email)
    return text("verhaal.contact.anders", van=was, naar=after)


def _called(name: str, email: str) -> str:
    return f"{name} ({email})" if name else email
