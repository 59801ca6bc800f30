"""The four steps of signing, as pages."""

from collections.abc import Iterable
from html import escape

from dsw.domain import Kind
from dsw.filled import Filled
from dsw.forms.fields import FormHtml, Option, form_html, hidden_html, small_form_html
from dsw.joining import FIELDS, Faults, Step, chosen_actions, chosen_regions
from dsw.plan import Action, load_plan
from dsw.regions import LANDELIJK, load_regions
from dsw.signups import Wishes
from dsw.texts import text

ADDRESS = "/meedoen"


def step_html(step: Step, form: Filled, faults: Faults, candidates: Iterable[str]) -> str:
    """One step.

    Args:
        candidates: codes of regions that may be meant by what was typed.
    """
    drawn = FormHtml(form, faults)
    fields = {Step.WIE: _who, Step.WAT: _what, Step.HOE: _how}
    body = _where(drawn, candidates) if step is Step.WAAR else fields[step](drawn)
    button = text("meedoen.onderteken" if step is Step.HOE else "meedoen.verder")
    return (
        f"{_place(step)}<h1>{escape(text(f'meedoen.{step}.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text(f"meedoen.{step}.uitleg"))}</p>{drawn.summary()}'
        f"{form_html(f'{ADDRESS}/{step}', body, button)}"
        f"{_way_out(step)}"
    )


def again_html() -> str:
    """Whether all that was filled in must go."""
    return (
        f"<h1>{escape(text('meedoen.wissen.kop'))}</h1>"
        f"{small_form_html(f'{ADDRESS}/opnieuw', text('meedoen.wissen.ja'), loud=True)}"
        f'<p><a class="dsw-button dsw-button-quiet" href="{ADDRESS}/{Step.HOE}">'
        f"{escape(text('meedoen.wissen.nee'))}</a></p>"
    )


def _way_out(step: Step) -> str:
    """For who sits at a computer of others, or wants to begin anew."""
    link = f'<a href="{ADDRESS}/opnieuw">{escape(text("meedoen.opnieuw"))}</a>'
    return f'<p class="dsw-hint">{link}</p>' if step.before else ""


def known_html(form: Filled) -> str:
    """An organisation of this name stands in the register: ask for its link, or sign for another one."""
    drawn = FormHtml(form, {})
    again = "".join(map(drawn.hidden, FIELDS[Step.WIE])) + hidden_html("toch", "ja")
    return (
        f"<h1>{escape(text('meedoen.bekend.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text("meedoen.bekend.uitleg", naam=form.one("naam")))}</p>'
        f"{small_form_html('/link', text('meedoen.bekend.link'), fields=drawn.hidden('email'), loud=True)}"
        f"<p>{escape(text('meedoen.bekend.waarheen', adres=form.one('email')))}"
        f" {escape(text('meedoen.bekend.geen_contact'))}</p>"
        f"{small_form_html(f'{ADDRESS}/{Step.WIE}', text('meedoen.bekend.toch'), fields=again)}"
    )


def sent_html(wishes: Wishes) -> str:
    """The last page: what happens next."""
    names = ("mail", "knop", f"daarna_{wishes.profile.kind}")
    steps = "".join(f"<li>{escape(text(f'meedoen.klaar.{name}'))}</li>" for name in names)
    again = f'<a href="{ADDRESS}/{Step.WIE}">{escape(text("meedoen.klaar.opnieuw"))}</a>'
    return (
        f"<h1>{escape(text('meedoen.klaar.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text("meedoen.klaar.uitleg", adres=wishes.email))}</p><ol>{steps}</ol>'
        f'<p class="dsw-hint">{escape(text("meedoen.klaar.niets"))}</p>'
        f'<p class="dsw-hint">{escape(text("meedoen.klaar.adres_fout"))} {again}</p>'
    )


def _place(step: Step) -> str:
    """Where one is in the four steps, and the way back."""
    said = text("meedoen.stap", nummer=step.number, aantal=len(Step))
    marks = "".join(f'<i class="{"dsw-step-on" if one.number <= step.number else ""}"></i>' for one in Step)
    back = step.before
    link = f'<a href="{ADDRESS}/{back}">{escape(text("meedoen.terug"))}</a>' if back else ""
    return (
        f'<div class="dsw-steps"><p><b>{escape(said)}</b>{link}</p>'
        f'<div class="dsw-steps-marks" aria-hidden="true">{marks}</div></div>'
    )


def _who(drawn: FormHtml) -> str:
    kinds = [
        Option(kind, text(f"meedoen.soort.{kind}.naam"), text(f"meedoen.soort.{kind}.uitleg"))
        for kind in Kind
    ]
    groups = [Option(str(one.number), one.name, one.group) for one in load_plan().sections]
    return (
        f"{drawn.choices('soort', text('meedoen.soort.vraag'), kinds)}"
        f"{drawn.choices('doelgroep', text('meedoen.doelgroep'), groups)}"
        f"{drawn.line('naam', text('meedoen.naam'), text('meedoen.naam_uitleg'))}"
        f'<div class="dsw-for-organisation">'
        f"{drawn.line('contact', text('meedoen.contact'), complete='name')}"
        f"{drawn.tick('namens', text('meedoen.namens'))}</div>"
        f"{drawn.line('email', text('meedoen.email'), text('meedoen.email_uitleg'), 'email', 'email')}"
    )


def places_html(form: Filled, faults: Faults, candidates: Iterable[str], address: str, key: str) -> str:
    """Choosing where one works, on a page of its own."""
    drawn = FormHtml(form, faults)
    body = _where(drawn, candidates) + drawn.hidden("was")
    return (
        f'<p><a href="/mijn/gegevens">{escape(text("gegevens.terug"))}</a></p>'
        f"<h1>{escape(text('gegevens.waar_wijzig.kop'))}</h1>{drawn.summary()}"
        f"{form_html(address, body, text('gegevens.waar_wijzig.knop'), key=key)}"
    )


def _where(drawn: FormHtml, candidates: Iterable[str]) -> str:
    chosen = tuple(code for code in chosen_regions(drawn.form) if code != LANDELIJK)
    shown = [_region(code) for code in dict.fromkeys((*chosen, *candidates)) if code != LANDELIJK]
    whole = Option(LANDELIJK, text("meedoen.waar.landelijk"), text("meedoen.waar.landelijk_uitleg"))
    rows = "".join(drawn.row("regio", one, many=True) for one in (*shown, whole))
    options = f'<div class="dsw-options" id="gekozen">{rows}</div>'
    suggestions = escape(text("meedoen.waar.voorstellen"))
    return (
        f'<div data-places="{ADDRESS}/plaatsen" data-suggestions="{suggestions}">'
        f"{drawn.line('zoek', text('meedoen.waar.zoek'), text('meedoen.waar.zoek_uitleg'))}"
        '<p><button class="dsw-button dsw-button-quiet" name="doe" value="voegtoe">'
        f"{escape(text('meedoen.waar.voegtoe'))}</button></p></div>"
        f"{drawn.group('regio', text('meedoen.waar.gekozen'), options)}"
    )


def _region(code: str) -> Option:
    return Option(code, load_regions().name(code), region_meaning(code))


def region_meaning(code: str) -> str:
    """What kind of region it is, and where it lies."""
    regions = load_regions()
    province = regions.province_of(code)
    if code == province:
        return text("meedoen.waar.provincie")
    return text("meedoen.waar.gemeente", provincie=regions.name(province))


def _what(drawn: FormHtml) -> str:
    """The actions of one's own group first; all others within reach."""
    own = drawn.form.one("doelgroep")
    order = sorted(load_plan().sections, key=lambda one: (str(one.number) != own, one.number))
    first, *others = order
    rest = "".join(
        f"<details{' open' if _chosen_in(drawn.form, one.actions) else ''}><summary>"
        f"{escape(text('meedoen.wat.acties_voor', groep=one.name))}</summary>"
        f'<div class="dsw-options">{_actions(drawn, one.actions)}</div></details>'
        for one in others
    )
    suggested = f'<div class="dsw-options">{_actions(drawn, first.actions)}</div>'
    legend = escape(text("meedoen.wat.anders"))
    return (
        f"{drawn.group('actie', text('meedoen.wat.voor_jou', groep=first.name), suggested)}"
        f'<fieldset class="dsw-group"><legend>{legend}</legend><div class="dsw-folds">{rest}</div></fieldset>'
    )


def _chosen_in(form: Filled, actions: Iterable[Action]) -> bool:
    return bool(set(form.many("actie")) & {one.code for one in actions})


def _actions(drawn: FormHtml, actions: Iterable[Action]) -> str:
    options = (Option(one.code, f"{one.code} {one.title}", one.summary) for one in actions)
    return "".join(drawn.row("actie", option, many=True) for option in options)


def _how(drawn: FormHtml) -> str:
    actions = "".join(_intention(drawn, load_plan().action(code)) for code in chosen_actions(drawn.form))
    consents = "".join(
        drawn.tick(name, text(f"meedoen.hoe.{name}"), text(f"meedoen.hoe.{name}_uitleg"))
        for name in ("steun", "tonen", "mail")
    )
    return (
        f"{actions}<h2>{escape(text('meedoen.hoe.goed_vinden'))}</h2>{consents}"
        f'<p class="dsw-hint">{escape(text("meedoen.hoe.privacy"))} '
        f'<a href="/privacy" target="_blank">{escape(text("meedoen.hoe.privacy_link"))}</a></p>'
    )


def _intention(drawn: FormHtml, action: Action) -> str:
    over = escape(text("mijn.actie", code=action.code))
    return (
        f'<section class="dsw-card-form"><p class="dsw-over">{over}</p>'
        f"<h2>{escape(action.title)}</h2>"
        f"{drawn.area(f'woorden-{action.code}', text('meedoen.hoe.woorden'), action.practice[0])}"
        f"{drawn.day(f'wanneer-{action.code}', text('meedoen.hoe.wanneer'))}</section>"
    )
