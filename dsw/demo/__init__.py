"""A fictional register: clearly labelled, repeatable, made by giving real commands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from dsw import commands
from dsw.calendar import months_before
from dsw.demo.course import Course
from dsw.demo.draws import Span
from dsw.demo.fiction import Fiction
from dsw.demo.places import Places
from dsw.demo.recipe import Recipe, load_recipe
from dsw.errors import RuleError
from dsw.garbage import uncollected
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.settings import today
from dsw.store import Store

__all__ = ["DemoSummary", "Recipe", "fill", "load_recipe"]

#: The register runs this long, but never from before the plan was presented.
MONTHS = 18
#: More signatories than this nobody waits for.
MOST = 250_000
#: After so many signatories progress is told.
_STEP = 100
#: So many signatories stand in memory together.
_TOGETHER = 5_000


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What stands in the end: how many signatories and pledges; and from which day to which it took."""

    signatories: int
    pledges: int
    first: date
    last: date


@uncollected()
def fill(
    store: Store,
    signatories: int = 600,
    seed: int = 2025,
    progress: Callable[[int, int], None] | None = None,
) -> DemoSummary:
    """Fill an empty register with fictional data, in one transaction.

    Args:
        store: the register.
        signatories: how many stand in the end, each with about four pledges; a few more come and go.
        seed: the same seed on the same day gives the same register.
        progress: told how many of how many are done, now and then.

    Raises:
        RuleError: a number out of range, a register that holds anything, or a day before the plan.
        StoreError: the database cannot be written.
    """
    if not 1 <= signatories <= MOST:
        raise RuleError("demo.aantal", meest=MOST)
    span = _span()
    chance = Random(seed)  # noqa: S311 - it must be repeatable, not secret
    recipe = load_recipe()
    places = Places(recipe, load_regions(), span.first)
    fiction, course = Fiction(recipe, chance, span, places), Course(recipe, chance, span, places)
    pledges = 0
    with store.write(OPERATOR, "demo") as tx:
        if not tx.is_empty():
            raise RuleError("demo.niet_leeg")
        tx.mark_demo(True)
        leavers = round(signatories * recipe.chances.withdraws)
        days = fiction.signing_days(signatories + leavers)
        leaving = set(chance.sample(range(1, len(days) + 1), leavers))
        for done, day in enumerate(days, 1):
            wish = fiction.signatory(day)
            number = commands.sign(tx, wish)
            pledges += course.play(tx, number, wish.profile, day, leaves=done in leaving)
            if done % _TOGETHER == 0:
                tx.settle()
            if progress and (done % _STEP == 0 or done == len(days)):
                progress(done, len(days))
    return DemoSummary(signatories, pledges, span.first, span.last)


def _span() -> Span:
    last, presented = today(), load_plan().presented
    if last < presented:
        raise RuleError("demo.te_vroeg", vanaf=presented)
    return Span(max(presented, months_before(last, MONTHS)), last)
