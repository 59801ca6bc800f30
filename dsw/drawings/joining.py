"""What putting two signatories together, or changing many at once, comes to. All words are escaped."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from dsw.domain import PledgeStance
from dsw.drawings.register import regions_text
from dsw.office.alterations import Foreseen, What
from dsw.office.mergers import Both, Preview
from dsw.office.reversal import Later
from dsw.plan import load_plan
from dsw.segments import Segment
from dsw.sentences import section_name
from dsw.sentences.story import actor_words
from dsw.texts import day_short, label, moment, plural, text


def preview_html(seen: Preview) -> str:
    """What moves, what both had and which of the two counts."""
    lines = [
        text("register.samen.wat"),
        text("register.samen.getekend", dag=seen.signed_on),
        *_unnamed(seen),
        *(text("register.samen.mee", code=load_plan().code_of(action)) for action in seen.moves),
        *(_both(one) for one in seen.both),
        *(
            text("register.samen.contact_mee", wie=text("register.adres_bij", naam=one.name, adres=one.email))
            for one in seen.contacts
        ),
        *([f"{plural('register.samen.contacten', seen.known)}."] if seen.known else []),
        f"{plural('register.samen.rijen', seen.rows)}.",
    ]
    return _list(lines)


def met_html(fields: Iterable[str], *, others: bool) -> str:
    """What somebody else changed meanwhile, in sentences.

    Args:
        others: the other fields went through.
    """
    rest = f"<p>{escape(text('register.botsing.rest'))}</p>" if others else ""
    return (
        '<div class="dsw-met" role="alert">'
        f"<p><strong>{escape(text('register.botsing.kop'))}</strong></p>{_list(fields)}"
        f"<p>{escape(text('register.botsing.uitleg'))}</p>{rest}</div>"
    )


def foreseen_html(seen: Foreseen) -> str:
    """How many change and from what."""
    alteration = seen.alteration
    now = _called(alteration.what, alteration.value)
    lines = [
        text("register.tegelijk.van_naar", van=_called(alteration.what, was), naar=now, n=count)
        for was, count in sorted(seen.before.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    if seen.alike:
        lines.append(plural("register.tegelijk.al_zo", seen.alike))
    if seen.absent:
        lines.append(plural("register.tegelijk.kan_niet", seen.absent))
    whole = escape(plural("register.tegelijk.verandert", len(seen.changing)))
    return f"<h3>{escape(text('register.tegelijk.kop'))}</h3><p>{whole}</p>{_list(lines)}"


def later_html(found: Iterable[Later]) -> str:
    """What keeps two from being taken apart again."""
    lines = [text("register.samen.later", wie=actor_words(one.actor), moment=moment(one.at)) for one in found]
    return f"<p>{escape(text('register.samen.kan_niet'))}</p>{_list(dict.fromkeys(lines))}"


def _called(what: What, value: str) -> str:
    match what:
        case What.GROUP:
            return section_name(int(value))
        case What.REGION:
            return regions_text(tuple(value.split()))
        case What.SHOWN:
            return text(f"register.zichtbaar.{value}")
        case What.STATUS:
            return label(Segment(value))


def _unnamed(seen: Preview) -> Iterator[str]:
    """That a name goes from the site, when only one of the two wants it there."""
    if any(seen.shown) and not all(seen.shown):
        wants, other = seen.names if seen.shown[0] else reversed(seen.names)
        yield text("register.samen.zonder_naam", wil=wants, ander=other)


def _both(one: Both) -> str:
    code = load_plan().code_of(one.action)
    if one.source.heard_on is None and one.into.heard_on is None:
        return text("register.samen.beide_nooit", code=code)
    wins = label(Segment(one.wins.status.value) if one.wins.heard_on else Segment.NEVER)
    return text("register.samen.beide", code=code, een=_stand(one.source), ander=_stand(one.into), wint=wins)


def _stand(stance: PledgeStance) -> str:
    day: date | None = stance.heard_on
    if day is None:
        return text("register.samen.stand_nooit")
    return text("register.samen.stand", status=label(stance.status), dag=day_short(day))


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul class="dsw-lines">{items}</ul>' if items else ""
