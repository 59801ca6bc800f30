"""The register for the staff: the list, one signatory, what happened to it. All its words are escaped."""

from html import escape
from urllib.parse import quote, urlencode

from dsw.drawings.blocks import empty_html, link_html
from dsw.mine import PledgeNow
from dsw.plan import load_plan
from dsw.queries.people import PeopleView, PersonRow
from dsw.queries.person import Joined, Person
from dsw.queries.story import Chapter
from dsw.segments import Segment
from dsw.sentences import region_name, section_name
from dsw.sentences.story import chapter_lines, version_words, who_did
from dsw.texts import day, day_short, label, listing, moment, plural, text
from dsw.weblinks import web_address

ADDRESS = "/beheer-register"


def person_address(number: int, other: int = 0) -> str:
    """Where a signatory stands; with another one: where those are put together.

    Args:
        other: who goes into the first.
    """
    asked = {"ondertekenaar": number} | ({"samen": other} if other else {})
    return f"{ADDRESS}?{urlencode(asked)}"


def people_html(view: PeopleView) -> str:
    """One page of the list."""
    if not view.rows:
        return empty_html("register.gevonden.geen")
    return f'<ul class="dsw-people">{"".join(_row(one) for one in view.rows)}</ul>'


def row_words(one: PersonRow) -> str:
    """A signatory in one line, plain text."""
    return " · ".join((one.name, section_name(one.profile.group), _places(one)))


def person_html(person: Person) -> str:
    """What a signatory is, whom to write to, and what it promised."""
    return f"{_state(person)}{_about(person)}{_pledges(person)}"


def story_html(chapters: tuple[Chapter, ...]) -> str:
    """What happened, the newest first."""
    items = "".join(_chapter(one) for one in chapters)
    return (
        f'<section class="dsw-block" aria-labelledby="kop-verhaal"><h2 id="kop-verhaal">'
        f'{_said("een.verhaal")}</h2><ol class="dsw-story">{items}</ol></section>'
    )


def back_html(number: int = 0, name: str = "") -> str:
    """The way back to the list.

    Args:
        number: to this signatory instead; name: what it is called, when that is known.
    """
    if not number:
        return f'<p class="dsw-back">{link_html(ADDRESS, text("register.terug"))}</p>'
    words = text("register.terug_naar", naam=name) if name else text("register.terug_ondertekenaar")
    return f'<p class="dsw-back">{link_html(person_address(number), words)}</p>'


def _row(one: PersonRow) -> str:
    heard = day_short(one.heard_on) if one.heard_on else ""
    if one.left_on:
        when = text("register.rij.weg", dag=day_short(one.left_on))
    else:
        when = text("register.rij.gehoord", dag=heard) if heard else text("register.rij.nooit")
    signed = text("register.rij.getekend", dag=day_short(one.signed_on))
    hidden = "" if one.shown else f" · {text('register.rij.verborgen')}"
    meta = f"{label(one.profile.kind)} · {section_name(one.profile.group)} · {_places(one)}{hidden}"
    return (
        f"<li><h3>{link_html(person_address(one.number), one.name)}</h3><p>{escape(meta)}</p>"
        f"<p>{escape(plural('register.rij.toezeggingen', one.pledges))}</p>"
        f"<p>{escape(when)}<br>{escape(signed)}</p></li>"
    )


def _places(one: PersonRow) -> str:
    return regions_text(one.profile.regions)


def regions_text(codes: tuple[str, ...]) -> str:
    """Where somebody works."""
    return listing([region_name(code) for code in codes]) or text("register.een.geen_regio")


def _state(person: Person) -> str:
    """What one must know first: that it does not count, or with whom."""
    said = "".join(f"<p>{escape(text('register.een.samen_met', naam=one.name))}</p>" for one in person.joined)
    if person.into:
        said += f"<p>{_said('een.op_in')} {_joined(person.into)}</p>"
    elif not person.identity.name:
        said += f"<p>{_said('een.gewist')}</p>"
    elif not person.stands:
        said += f"<p>{_said('een.weg')}</p>"
    return f'<div class="dsw-text">{said}</div>' if said else ""


def _joined(one: Joined) -> str:
    return link_html(person_address(one.number), one.name or text("register.een.naamloos"))


def _about(person: Person) -> str:
    profile = person.profile
    signed = text("register.een.versie", dag=person.signed_on, versie=version_words(person.plan_version))
    pairs = [
        ("soort", escape(label(profile.kind))),
        ("doelgroep", escape(section_name(profile.group))),
        ("regios", escape(regions_text(profile.regions))),
        ("getekend", escape(signed)),
        ("weg_op", day(person.left_on) if person.left_on else ""),
        ("zichtbaar", _said("ja" if person.identity.show_name else "nee")),
        ("bron", escape(listing(list(person.sources)))),
        ("kenmerk", escape(person.ref)),
    ]
    rows = "".join(_pair(_said(f"een.{key}"), said) for key, said in pairs if said)
    return (
        f'<section class="dsw-block" aria-labelledby="kop-gegevens"><h2 id="kop-gegevens">'
        f'{_said("een.gegevens")}</h2><dl class="dsw-pairs">{rows}{_contacts(person)}</dl></section>'
    )


def _contacts(person: Person) -> str:
    if not person.contacts:
        return _pair(_said("contacten.kop"), _said("een.geen_contact"))
    return "".join(
        _pair(
            _said("een.contact", nummer=number),
            f"{escape(one.name)}<br>{link_html(f'mailto:{quote(one.email)}', one.email)}<br>"
            f"{_said('een.mail_wel' if one.mail_consent else 'een.mail_niet')}",
        )
        for number, one in person.contacts.items()
    )


def _pair(term: str, said: str) -> str:
    return f"<div><dt>{term}</dt><dd>{said}</dd></div>"


def _pledges(person: Person) -> str:
    items = "".join(_pledge(one) for one in person.pledges)
    body = f'<ul class="dsw-promises">{items}</ul>' if items else f"<p>{_said('een.geen_toezeggingen')}</p>"
    return (
        f'<section class="dsw-block" aria-labelledby="kop-toezeggingen"><h2 id="kop-toezeggingen">'
        f"{_said('een.toezeggingen')}</h2>{body}</section>"
    )


def _pledge(one: PledgeNow) -> str:
    title = text("actie.naam", code=one.code, naam=load_plan().action(one.code).title)
    stance = one.stance
    segment = Segment(stance.status.value) if stance.heard_on else Segment.NEVER
    days = [text("register.toezegging.sinds", dag=day_short(stance.pledged_on))]
    if stance.heard_on:
        days.append(text("register.toezegging.gehoord", dag=day_short(stance.heard_on)))
    if stance.due:
        days.append(text("register.toezegging.streef", dag=day_short(stance.due)))
    return (
        f'<li><h3>{escape(title)}</h3><p class="dsw-status"><span class="dsw-swatch dsw-{segment}"></span>'
        f'{escape(label(segment))}</p><p class="dsw-meta">{escape(" · ".join(days))}</p>'
        f"{_pledge_words(one)}</li>"
    )


def _pledge_words(one: PledgeNow) -> str:
    words, said = one.words, []
    if one.stance.obstacle:
        said.append(text("register.toezegging.belemmering", wat=label(one.stance.obstacle)))
    if words.ask:
        said.append(text("register.toezegging.vraag", wat=words.ask))
    if words.helper:
        said.append(text("register.toezegging.hulp_van", wie=section_name(words.helper)))
    if words.reason:
        said.append(text("register.toezegging.reden", wat=words.reason))
    told = "".join(f"<p>{escape(line)}</p>" for line in said)
    quoted = f'<blockquote class="dsw-quote"><p>{escape(words.words)}</p></blockquote>' if words.words else ""
    address = web_address(words.link)
    link = f"<p>{_said('toezegging.link')}: {_outside(address)}</p>" if address else ""
    return f"{told}{quoted}{link}"


def _outside(address: str) -> str:
    return f'<a href="{escape(address)}" rel="nofollow ugc noopener">{escape(address)}</a>'


def _chapter(one: Chapter) -> str:
    head = text("verhaal.kop", dag=moment(one.at), wie=who_did(one))
    lines = "".join(f"<p>{escape(line)}</p>" for line in chapter_lines(one))
    why = f'<p class="dsw-meta">{escape(text("verhaal.waarom", wat=one.why))}</p>' if one.why else ""
    return f'<li><p class="dsw-meta">{escape(head)}</p>{lines}{why}</li>'


def _said(key: str, **values: object) -> str:
    return escape(text(f"register.{key}", **values))
