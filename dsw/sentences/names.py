"""What things are called in a sentence: groups, actions, regions, and the cut a figure is about."""

from datetime import date

from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.texts import text
from dsw.views import Selection


def section_name(number: int) -> str:
    """The short name of a section, which is also that of its stakeholder group."""
    return load_plan().section(number).name


def section_short(number: int | str) -> str:
    """The name of a section in at most 24 characters."""
    return load_plan().section(int(number)).short_name


def action_title(code: str) -> str:
    """The short title of an action."""
    return load_plan().action(code).title


def region_name(code: str) -> str:
    """The name of a municipality, a province, "Landelijk" or "Onbekend"."""
    return load_regions().name(code)


def region_short(code: str) -> str:
    """Two letters for a province; a few for "landelijk" and "onbekend"."""
    if code in (LANDELIJK, ONBEKEND):
        return text(f"kort.{code}")
    return load_regions().province(code).abbreviation


def group_in_sentence(number: int) -> str:
    """A group's name as it stands inside a sentence: ``gemeenten en zorgverzekeraars``."""
    return uncapital(section_name(number))


def capital(words: str) -> str:
    """The words with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """The words with a small first letter, the rest as it is."""
    return words[:1].lower() + words[1:]


def people_scope(selection: Selection, *, short: bool = False) -> str:
    """Who and where a count of signatories is about: ``Bij de overheid in Zeeland``; "" without a cut.

    Args:
        selection: what the page is about; its section is named by ``with_section``.
        short: name the group by its number, for sentences that are long already.
    """
    if selection.group is None:
        return capital(_place("waar", selection.province))
    who = _who(selection.group, short=short)
    return capital(" ".join(filter(None, (who, _place("waar.bij", selection.province)))))


def with_section(selection: Selection) -> str:
    """The section signatories take part in: `` met sectie 3``; "" when none was chosen."""
    return text("antwoord.met_sectie", nummer=selection.section) if selection.section else ""


def pledge_scope(selection: Selection, action: str | None = None) -> tuple[str, str]:
    """What a count of pledges is about: whose they are, and what for.

    Args:
        selection: what the page is about.
        action: the action the page is about; says more than the chosen section.

    Returns:
        Words to begin a sentence with, and words to put behind "toezeggingen" ("" when the first say all).
    """
    what = _what(selection, action)
    people = people_scope(selection, short=bool(what))
    if people:
        return people, f" {what}" if what else ""
    return capital(what) or text("waar.overal"), ""


def scope(selection: Selection, action: str | None = None) -> str:
    """Where, who and what a count of pledges is about; "In heel Nederland" when nothing was chosen.

    Args:
        selection: what the page is about.
        action: the action the page is about; says more than the chosen section.
    """
    return "".join(pledge_scope(selection, action))


def chosen_sentence(selection: Selection, today: date) -> str:
    """What a visitor chose to see; "" when that is everything, today."""
    if selection == Selection(today):
        return ""
    key = "kiezen.gekozen" if selection.op == today else "kiezen.gekozen_dag"
    return text(key, keuze=uncapital(scope(selection)), dag=selection.op)


def only(selection: Selection) -> str:
    """That figures are about a cut, for sentences that do not name it; "" without a cut."""
    if selection == Selection(selection.op):
        return ""
    words = people_scope(selection, short=True) if selection.section is None else scope(selection)
    return text("zin.alleen", waar=uncapital(words))


def _what(selection: Selection, action: str | None) -> str:
    if action is not None:
        return text("waar.actie", code=action)
    return text("waar.sectie", nummer=selection.section) if selection.section is not None else ""


def _place(key: str, province: str | None) -> str:
    """A region in words; other words behind a group (``waar.bij``) than alone (``waar``)."""
    if province is None:
        return ""
    if province in (LANDELIJK, ONBEKEND):
        return text(f"{key}.{province}")
    return text(f"{key}.provincie", naam=region_name(province))


def _who(group: int, *, short: bool) -> str:
    if short:
        return text("waar.doelgroep_kort", nummer=group)
    return text("waar.doelgroep", naam=group_in_sentence(group))
