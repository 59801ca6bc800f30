"""What things are called in a sentence: groups, actions, regions, and the cut a figure is about."""

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
    name = section_name(number)
    return name[:1].lower() + name[1:]


def capital(words: str) -> str:
    """The words with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def people_scope(selection: Selection, *, short: bool = False) -> str:
    """Where and who a count of signatories is about: ``In Zeeland bij de overheid``; "" without a cut.

    Args:
        selection: what the page is about; its section does not choose people.
        short: name the group by its number, for sentences that are long already.
    """
    words = []
    if selection.province is not None:
        words.append(_place(selection.province))
    if selection.group is not None:
        words.append(_who(selection.group, short=short))
    return capital(" ".join(words))


def scope(selection: Selection, action: str | None = None) -> str:
    """Where, who and what a count of pledges is about; "In heel Nederland" when nothing was chosen.

    Args:
        selection: what the page is about.
        action: the action the page is about; says more than the chosen section.
    """
    narrow = action is not None or selection.section is not None
    words = people_scope(selection, short=narrow)
    if action is not None:
        what = text("waar.actie", code=action)
    elif selection.section is not None:
        what = text("waar.sectie", nummer=selection.section)
    else:
        what = ""
    return capital(" ".join(filter(None, (words, what)))) or text("waar.overal")


def only(selection: Selection, *, people: bool = False) -> str:
    """That figures are about a cut, for sentences that do not name it; "" without a cut.

    Args:
        selection: what the page is about.
        people: the figures count signatories, so that its section does not matter.
    """
    words = people_scope(selection, short=True)
    if not people and selection.section is not None:
        words = scope(selection)
    return text("zin.alleen", waar=words[:1].lower() + words[1:]) if words else ""


def _place(province: str) -> str:
    if province in (LANDELIJK, ONBEKEND):
        return text(f"waar.{province}")
    return text("waar.provincie", naam=region_name(province))


def _who(group: int, *, short: bool) -> str:
    if short:
        return text("waar.doelgroep_kort", nummer=group)
    return text("waar.doelgroep", naam=group_in_sentence(group))
