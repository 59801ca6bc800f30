"""What stands in the log of the staff, in words."""

from dsw.domain import Fact
from dsw.texts import all_texts, label, text
from dsw.views import LogLine


def done(line: LogLine) -> str:
    """What became true, or what was done when no fact came of it."""
    if line.fact is None:
        return act_words(line.act)
    key = f"logboek.feit.{line.fact.value}"
    if line.fact is Fact.PLANNED and line.due is None:
        key = f"{key}_niet"
    if line.fact is Fact.REPORTED and line.obstacle:
        key = f"{key}_door"
    values = {
        "actie": line.action,
        "status": label(line.status) if line.status else "",
        "belemmering": label(line.obstacle) if line.obstacle else "",
        "dag": line.due or "",
        "gebeurtenis": line.cancels or 0,
    }
    return text(key, **values)


def act_words(act: str) -> str:
    """What a command is called; one without words by its own name."""
    key = f"logboek.daad.{act}"
    return text(key) if key in all_texts() else text("logboek.andere_daad", naam=act)


def doer_words(line: LogLine) -> str:
    """Who did it: a colleague by their address, a signatory by name and number, or what it was."""
    kind = label(line.doer)
    if line.who:
        return text("logboek.wie.bekend", soort=kind, naam=line.who, nummer=_numbered(line))
    return text("logboek.wie.weg", soort=kind, nummer=line.number) if line.number else kind


def about_words(line: LogLine) -> str:
    """Whom it is about; "" for nobody or several."""
    if not line.signatory:
        return ""
    name = line.name or text("logboek.gewist")
    return text("logboek.over", naam=name, nummer=line.signatory)


def _numbered(line: LogLine) -> str:
    return "" if "@" in line.who else text("logboek.wie.nummer", nummer=line.number)
