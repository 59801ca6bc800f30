"""Signing in four steps: what each step asks, what is wrong with an answer, and what it all comes to.

What somebody typed is kept as it is (:class:`Filled`); here it is read. A fault is a sentence beside a field.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from dsw.calendar import read_day
from dsw.domain import Kind, Profile
from dsw.errors import RequestError
from dsw.filled import Filled
from dsw.intake.places import settled
from dsw.intake.values import is_email
from dsw.plan import load_plan
from dsw.regions import ONBEKEND, load_regions
from dsw.signups import Intention, Wishes
from dsw.texts import text

#: What is wrong, by the field it is about.
Faults: TypeAlias = Mapping[str, str]

LONGEST_NAME, LONGEST_WORDS = 200, 600


class Step(StrEnum):
    """The four steps, in order; the value is its address below ``/meedoen``."""

    WIE = "wie"
    WAAR = "waar"
    WAT = "wat"
    HOE = "hoe"

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return list(Step).index(self) + 1

    @property
    def before(self) -> "Step | None":
        """The step one goes back to."""
        return list(Step)[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> "Step | None":
        """The step that follows."""
        return list(Step)[self.number] if self.number < len(Step) else None


#: The fields of each step; those of the last one have names of their own for each action that was chosen.
FIELDS: Mapping[Step, tuple[str, ...]] = MappingProxyType(
    {
        Step.WIE: ("soort", "doelgroep", "naam", "contact", "namens", "email"),
        Step.WAAR: ("regio", "zoek"),
        Step.WAT: ("actie",),
        Step.HOE: ("steun", "tonen", "mail"),
    }
)


def fields_of(step: Step, form: Filled) -> tuple[str, ...]:
    """The names of the fields that stand in a step."""
    asked = chosen_actions(form) if step is Step.HOE else ()
    return FIELDS[step] + tuple(f"{name}-{code}" for code in asked for name in ("woorden", "wanneer"))


def chosen_actions(form: Filled) -> tuple[str, ...]:
    """Codes of the actions that were chosen, in the plan's order."""
    chosen = set(form.many("actie"))
    return tuple(code for code in load_plan().codes if code in chosen)


def chosen_regions(form: Filled) -> tuple[str, ...]:
    """Codes of the regions that were chosen; the whole country stands alone."""
    known = {code for code in form.many("regio") if code in load_regions() and code != ONBEKEND}
    return settled(known)


def placed(form: Filled) -> tuple[Filled, tuple[str, ...], Faults]:
    """What was typed as a region, chosen where it is certain.

    Returns:
        The form; codes of what may be meant where it is not certain; and what is wrong.
    """
    typed = form.one("zoek")
    if not typed:
        return form, (), {}
    match = load_regions().match(typed)
    if match.doubtful and not set(match.candidates) & set(form.many("regio")):
        if match.candidates:
            return form, match.candidates, {"regio": text("meedoen.fout.welke", getypt=typed)}
        return form, (), {"zoek": text("meedoen.fout.onbekend", getypt=typed)}
    codes = () if match.doubtful else match.codes
    return form.with_values({"regio": (*form.many("regio"), *codes), "zoek": ()}), (), {}


def faults_of(step: Step, form: Filled, today: date) -> Faults:
    """What is wrong with a step, in the order of its fields."""
    match step:
        case Step.WIE:
            return _faults_who(form)
        case Step.WAAR:
            return {} if chosen_regions(form) else {"zoek": text("meedoen.fout.regio")}
        case Step.WAT:
            return {} if chosen_actions(form) else {"actie": text("meedoen.fout.actie")}
        case Step.HOE:
            return _faults_how(form, today)


def first_open_step(form: Filled, today: date, upto: Step) -> Step:
    """The step to show: the one that is asked for, or an earlier one that is not done yet."""
    for step in Step:
        if step is upto or faults_of(step, form, today):
            return step
    return upto


def wishes_of(form: Filled, today: date) -> Wishes:
    """What a form without faults comes to."""
    kind = Kind(form.one("soort"))
    name = form.one("naam")
    return Wishes(
        profile=Profile(kind, int(form.one("doelgroep")), chosen_regions(form)),
        name=name,
        contact_name=form.one("contact") if kind is Kind.ORGANISATIE else name,
        email=form.one("email"),
        intentions=tuple(_intention(form, code) for code in chosen_actions(form)),
        show_name=form.has("tonen"),
        mail_consent=form.has("mail"),
        day=today,
    )


def read_due(typed: str, today: date) -> date | None:
    """A day somebody aims for; None when nothing was typed.

    Raises:
        RequestError: it is no day, or it has gone by.
    """
    if not typed:
        return None
    day = read_day(typed)
    if day < today:
        raise RequestError("dag.voorbij", dag=day)
    return day


def due_fault(typed: str, today: date) -> str:
    """What is wrong with a day somebody aims for; "" when nothing is."""
    try:
        read_due(typed, today)
    except RequestError as error:
        return text(f"fout.{error.key}", **error.values)
    return ""


def _faults_who(form: Filled) -> Faults:
    organisation = form.one("soort") == Kind.ORGANISATIE
    wrong = {
        "soort": form.one("soort") not in set(Kind),
        "doelgroep": form.one("doelgroep") not in {str(one.number) for one in load_plan().sections},
        "naam": not name_fits(form.one("naam")),
        "contact": organisation and not name_fits(form.one("contact")),
        "email": not is_email(form.one("email")),
        "namens": organisation and not form.has("namens"),
    }
    who = "organisatie" if organisation else "persoon"
    said = {"naam": f"naam_{who}"}
    return {name: text(f"meedoen.fout.{said.get(name, name)}") for name, bad in wrong.items() if bad}


def _faults_how(form: Filled, today: date) -> Faults:
    found = {}
    for code in chosen_actions(form):
        if fault := due_fault(form.one(f"wanneer-{code}"), today):
            found[f"wanneer-{code}"] = fault
        if len(form.one(f"woorden-{code}")) > LONGEST_WORDS:
            found[f"woorden-{code}"] = text("meedoen.fout.te_lang", hoogstens=LONGEST_WORDS)
    if not form.has("steun"):
        found["steun"] = text("meedoen.fout.steun")
    return found


def name_fits(name: str) -> bool:
    """Whether this can be somebody's name."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()


def _intention(form: Filled, code: str) -> Intention:
    due = form.one(f"wanneer-{code}")
    return Intention(
        load_plan().action_index(code), form.one(f"woorden-{code}"), read_day(due) if due else None
    )
