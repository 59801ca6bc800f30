"""The page of a signer: one question, one big button, and every pledge below it."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from dsw.domain import Fact, Kind, Obstacle, Status
from dsw.filled import Filled
from dsw.forms.fields import FormHtml, Option, form_html, hidden_html, small_form_html
from dsw.joining import Faults
from dsw.mine import Change, Mine, Moment, PledgeNow
from dsw.people import ADMISSION, SIGNER_MARK
from dsw.plan import load_plan
from dsw.texts import day, label, plural, text

ADDRESS = "/mijn"
_WELCOME = "welkom"
#: What may have come of something: keys below ``mijn.gezegd``.
SAYINGS = (_WELCOME, "ongewijzigd", "ongedaan", "opgeslagen", "link", "adres", "erbij", "weg")
#: The order of a signer's own choices: from not begun to ended.
_STATUSES = (Status.NIET_GESTART, Status.BEZIG, Status.AFGEROND, Status.STAAT_STIL, Status.GESTOPT)


def mine_html(
    mine: Mine, form: Filled, faults: Faults, key: str, differences: Mapping[str, str], said: str = ""
) -> str:
    """All pledges of a signer.

    Args:
        form: what stands in the fields; key: the form's own.
        differences: what somebody else changed meanwhile, by the code of the action.
        said: what has just come of something, a key below ``mijn.gezegd``.
    """
    drawn = FormHtml(form, faults)
    cards = "".join(_card(drawn, one, differences.get(one.code, "")) for one in mine.pledges)
    seen = hidden_html("gezien", mine.seen)
    save = form_html(f"{ADDRESS}/opslaan", cards, text("mijn.opslaan"), key=key)
    button = text("mijn.alles_klopt" if mine.heard_on else "mijn.niets_begonnen")
    everything = small_form_html(f"{ADDRESS}/klopt", button, key=f"{key}k", fields=seen, loud=True)
    one_press = (
        f'<div class="dsw-one-press">{everything}<p class="dsw-or">{escape(text("mijn.of"))}</p></div>'
        f'<p class="dsw-changed" role="status" data-said="{escape(text("mijn.iets_veranderd"))}"></p>'
    )
    told = _met(mine, differences) + drawn.summary()
    asks = cards and not told and said != _WELCOME
    body = f"{one_press if asks else ''}{save if cards else ''}"
    return f"{said_html(said)}{_opening(mine, said)}{told}{body}{_more(mine)}"


def said_html(said: str) -> str:
    """What has just come of something."""
    if said not in SAYINGS or said == _WELCOME:
        return ""
    told = escape(text(f"mijn.gezegd.{said}"))
    return f'<p class="dsw-banner" role="status" tabindex="-1" id="gezegd">{told}</p>'


def thanks_html(mine: Mine, key: str, said: str = "") -> str:
    """What a signer sees once it is saved: that it is, and how to take it back.

    Args:
        said: what came of it, a key below ``mijn.gezegd``.
    """
    told = text(f"mijn.gezegd.{said}") if said in SAYINGS else text("mijn.bedankt_uitleg")
    undo = ""
    if last := mine.undoable:
        seen = hidden_html("gezien", last.revision)
        undo = small_form_html(f"{ADDRESS}/ongedaan", text("mijn.ongedaan"), key=key, fields=seen)
    return (
        f'<p class="dsw-over">{escape(mine.identity.name)}</p>'
        f"<h1>{escape(text('mijn.bedankt'))}</h1>"
        f'<p class="dsw-intro">{escape(told)}</p>'
        f'<p><a class="dsw-button dsw-button-quiet" href="{ADDRESS}">{escape(text("mijn.terug"))}</a></p>'
        f"{undo}{_leave()}"
    )


def add_html(mine: Mine, form: Filled, faults: Faults, key: str) -> str:
    """Actions to promise besides those that stand."""
    drawn, standing = FormHtml(form, faults), {one.code for one in mine.pledges}
    sections = sorted(load_plan().sections, key=lambda one: (one.number != mine.profile.group, one.number))
    rows = "".join(
        f"<details{' open' if one is sections[0] else ''}>"
        f"<summary>{escape(text('sectie.naam', nummer=one.number, naam=one.name))}</summary>"
        f'<div class="dsw-options">{_left(drawn, one.number, standing)}</div></details>'
        for one in sections
        if any(action.code not in standing for action in one.actions)
    )
    fields = drawn.group("actie", text("mijn.erbij.vraag"), f'<div class="dsw-folds">{rows}</div>')
    return (
        f"{_back()}<h1>{escape(text('mijn.erbij.kop'))}</h1>{drawn.summary()}"
        f"{form_html(f'{ADDRESS}/erbij', fields, text('mijn.erbij.knop'), key=key)}"
    )


def end_html(one: PledgeNow, key: str) -> str:
    """Whether a pledge really has to go."""
    action = load_plan().action(one.code)
    code = hidden_html("actie", one.code)
    return (
        f"{_back()}<h1>{escape(text('mijn.weg.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text("actie.naam", code=one.code, naam=action.title))}</p>'
        f"<p>{escape(text('mijn.weg.uitleg'))}</p>"
        f"{small_form_html(f'{ADDRESS}/weg', text('mijn.weg.knop'), key=key, fields=code, loud=True)}"
        f'<p><a class="dsw-button dsw-button-quiet" href="{ADDRESS}">{escape(text("mijn.weg.nee"))}</a></p>'
    )


def difference(now: PledgeNow, wanted: Change | None = None) -> str:
    """What somebody else made of a pledge, beside what this signer wants, if it wants something else."""
    stands = label(now.stance.status)
    if wanted is None or wanted.report is None:
        return text("mijn.botsing.nu", nu=stands)
    return text("mijn.botsing.toezegging", nu=stands, keuze=label(wanted.report.status))


def ended(words: str) -> str:
    """A pledge that is no longer there, with what its signer wrote about it."""
    return text("mijn.botsing.weg", woorden=words) if words else text("mijn.botsing.weg_leeg")


def _opening(mine: Mine, said: str) -> str:
    """The one question; to who just signed, that it worked."""
    heard = mine.heard_on
    if not mine.pledges:
        head, told, way = text("mijn.leeg.kop"), text("mijn.leeg.uitleg"), _first_choice()
    elif said == _WELCOME:
        head, told, way = text("mijn.welkom.kop"), text("mijn.welkom.uitleg"), ""
    elif heard:
        told, way = f"{text('mijn.verteld', dag=day(heard))} {text('mijn.een_druk')}", ""
        head = text("mijn.vraag")
    else:
        head, told, way = text("mijn.nooit.kop"), text("mijn.nooit.uitleg"), ""
    return (
        f'<p class="dsw-over">{escape(mine.identity.name)}</p><h1>{escape(head)}</h1>'
        f'<p class="dsw-intro">{escape(told)}</p>{way}'
    )


def _first_choice() -> str:
    return f'<p><a class="dsw-button" href="{ADDRESS}/erbij">{escape(text("mijn.leeg.knop"))}</a></p>'


def _met(mine: Mine, differences: Mapping[str, str]) -> str:
    """Two contacts of one organisation at once: the second sees what changed, and chooses."""
    if not differences:
        return ""
    items = "".join(f"<li>{_difference(mine, code, said)}</li>" for code, said in differences.items())
    return (
        '<div class="dsw-wrong" role="alert" tabindex="-1" id="fout">'
        f"<h2>{escape(text(f'mijn.botsing.kop_{mine.profile.kind}'))}</h2>"
        f"<p>{escape(text('mijn.botsing.uitleg'))}</p>"
        f"<ul>{items}</ul></div>"
    )


def _difference(mine: Mine, code: str, said: str) -> str:
    """What changed, with a way to it where it still stands."""
    told = f"{escape(text('mijn.actie', code=code))}: {escape(said)}"
    stands = any(one.code == code for one in mine.pledges)
    return f'<a href="#status-{code}">{told}</a>' if stands else told


def _card(drawn: FormHtml, one: PledgeNow, differs: str) -> str:
    action, code = load_plan().action(one.code), one.code
    options = [
        Option(status, text(f"mijn.status.{status}.naam"), text(f"mijn.status.{status}.uitleg"))
        for status in _STATUSES
    ]
    met = f'<p class="dsw-fault-said">{escape(differs)}</p>' if differs else ""
    # Until its signer is told, what others changed since the form was drawn counts as unseen.
    was = (not differs and drawn.form.one(f"was-{code}")) or one.drawn()
    return (
        f'<section class="dsw-card-form" aria-labelledby="kop-{code}">'
        f'<p class="dsw-over">{escape(text("mijn.actie", code=code))}</p>'
        f'<h2 id="kop-{code}">{escape(action.title)}</h2>{met}'
        f"{drawn.choices(f'status-{code}', text('mijn.hoe_staat'), options)}"
        f"{_stuck(drawn, code)}{_stopped(drawn, code)}"
        f"{hidden_html(f'was-{code}', was)}{_said(drawn, one)}</section>"
    )


def _stuck(drawn: FormHtml, code: str) -> str:
    """What is asked only when a pledge stands still."""
    obstacles = [Option(one, text(f"label.obstacle.{one}")) for one in Obstacle]
    sections = [
        Option("", text("mijn.niemand")),
        *(Option(str(one.number), one.name) for one in load_plan().sections),
    ]
    return (
        f'<div class="dsw-when-stuck">'
        f"{drawn.choices(f'obstakel-{code}', text('mijn.obstakel'), obstacles, 'picks')}"
        f"{drawn.area(f'hulp-{code}', text('mijn.hulp'), text('mijn.hulp_uitleg'))}"
        f"{drawn.pick(f'wie-{code}', text('mijn.wie'), sections)}</div>"
    )


def _stopped(drawn: FormHtml, code: str) -> str:
    return f'<div class="dsw-when-stopped">{drawn.area(f"reden-{code}", text("mijn.reden"))}</div>'


def _said(drawn: FormHtml, one: PledgeNow) -> str:
    """What one may add, folded away; open when something stands or went wrong there."""
    code = one.code
    names = [f"{name}-{code}" for name in ("woorden", "bewijs", "wanneer")]
    opened = any(name in drawn.faults for name in names)
    return (
        f"<details{' open' if opened else ''}><summary>{escape(text('mijn.meer'))}</summary>"
        f"{drawn.area(names[0], text('mijn.woorden'), text('mijn.woorden_uitleg'))}"
        f"{drawn.line(names[1], text('mijn.bewijs'), text('mijn.bewijs_uitleg'), 'url')}"
        f"{drawn.day(names[2], text('mijn.wanneer'))}"
        f'<p><a class="dsw-tap" href="{ADDRESS}/weg?actie={code}">{escape(text("mijn.weg.link"))}'
        f'<span class="dsw-hidden"> {escape(text("mijn.actie", code=code))}</span></a></p></details>'
    )


def _left(drawn: FormHtml, section: int, standing: set[str]) -> str:
    """The actions of a section that were not promised yet."""
    actions = (one for one in load_plan().actions_of(section) if one.code not in standing)
    options = (Option(one.code, f"{one.code} {one.title}", one.summary) for one in actions)
    return "".join(drawn.row("actie", option, many=True) for option in options)


def _more(mine: Mine) -> str:
    return (
        f'<ul class="dsw-more"><li><a href="{ADDRESS}/erbij">{escape(text("mijn.erbij.link"))}</a></li>'
        f'<li><a href="{ADDRESS}/gegevens">{escape(text("mijn.gegevens.link"))}</a></li></ul>'
        f"{_history(history_lines(mine))}{_leave()}"
    )


def _history(lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<details class="dsw-history"><summary>{escape(text("mijn.geschiedenis"))}</summary>'
        f"<ul>{items}</ul></details>"
    )


def history_lines(mine: Mine) -> list[str]:
    """What happened, the newest first."""
    return [line for moment in mine.history for line in _moment_lines(moment, mine.profile.kind)]


def _moment_lines(moment: Moment, kind: Kind) -> Iterable[str]:
    """What happened in one transaction, a line each; the same fact about many pledges is one line."""
    by = text(f"mijn.door.{kind if _is_own(moment.actor) else 'ander'}")
    counted: dict[str, int] = {}
    for event in moment.events:
        fact = f"{event.fact}.{event.status}" if event.fact is Fact.REPORTED else f"{event.fact}"
        counted[fact] = counted.get(fact, 0) + 1
    for fact, count in counted.items():
        yield plural(f"mijn.gebeurd.{fact}", count, dag=day(moment.events[0].day), door=by)


def _is_own(actor: str) -> bool:
    """Whether a signer did it: at the counter, or by signing there."""
    return actor.startswith(SIGNER_MARK) or actor == ADMISSION.name


def _back() -> str:
    return f'<p><a href="{ADDRESS}">{escape(text("mijn.terug"))}</a></p>'


def _leave() -> str:
    return small_form_html("/uit", text("mijn.uit"))
