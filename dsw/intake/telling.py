"""What steps change of what is known about a signatory: the old beside the new."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from dsw import commands
from dsw.commands import Report
from dsw.domain import Profile
from dsw.intake.differences import Before, Step
from dsw.store import Contact, Words


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes.

    Attributes:
        about: the field, as mappings call it; action: of which pledge, 0 for the signatory itself.
        old, new: what was known and what is said; None or "" for nothing.
    """

    about: str
    action: int
    old: object
    new: object


_Telling: TypeAlias = Callable[..., Iterator[Difference]]


def told(steps: Iterable[Step], before: Before) -> Iterator[Difference]:
    """What steps change, in their order.

    Args:
        before: how their signatory stands.
    """
    for step in steps:
        telling = _TELLINGS.get(step.func)
        if telling:
            yield from telling(before, **step.keywords)


def _changed(action: int, pairs: Mapping[str, tuple[object, object]]) -> Iterator[Difference]:
    return (Difference(about, action, old, new) for about, (old, new) in pairs.items() if old != new)


def _renamed(before: Before, name: str, show_name: bool) -> Iterator[Difference]:
    was = before.identity
    return _changed(0, {"naam": (was.name, name), "naam_tonen": (was.show_name, show_name)})


def _reached(before: Before, contact: Contact) -> Iterator[Difference]:
    was = before.contact
    return _changed(
        0,
        {
            "contactpersoon": (was.name, contact.name),
            "e_mail": (was.email, contact.email),
            "mail_toestemming": (was.mail_consent, contact.mail_consent),
        },
    )


def _reprofiled(before: Before, profile: Profile, day: date) -> Iterator[Difference]:  # noqa: ARG001  # all that is said
    was = before.stance.profile
    assert was
    return _changed(
        0,
        {
            "soort": (was.kind, profile.kind),
            "doelgroep": (was.group, profile.group),
            "regio": (was.regions, profile.regions),
        },
    )


def _pledged(before: Before, action: int, day: date, due: date | None) -> Iterator[Difference]:  # noqa: ARG001  # nothing was there
    return _changed(action, {"toegezegd_op": (None, day), "streefdatum": (None, due)})


def _planned(before: Before, action: int, due: date, day: date) -> Iterator[Difference]:  # noqa: ARG001  # all that is said
    now = before.stance.pledge_on(action)
    return _changed(action, {"streefdatum": (now.due if now else None, due)})


def _reported(before: Before, action: int, said: Report) -> Iterator[Difference]:
    now = before.stance.pledge_on(action)
    known = before.told(now)[1] if now else Words()
    status = now.status if now and now.status_since else None
    words = said.words
    yield from _changed(
        action,
        {
            "status": (status, said.status),
            "obstakel": (now.obstacle if now else None, said.obstacle),
            "bewijs": (now.evidence if now else None, said.evidence or (now.evidence if now else None)),
            "toelichting": (known.words, words.words),
            "link": (known.link, words.link),
            "vraag": (known.ask, words.ask),
            "reden": (known.reason, words.reason),
        },
    )


def _confirmed(before: Before, action: int, day: date) -> Iterator[Difference]:
    now = before.stance.pledge_on(action)
    return _changed(action, {"laatst_gehoord": (now.heard_on if now else None, day)})


def _ended(before: Before, action: int, day: date) -> Iterator[Difference]:
    now = before.stance.pledge_on(action)
    yield Difference("toezegging", action, now.pledged_on if now else None, None)
    yield Difference("eindigt_op", action, None, day)


_TELLINGS: Mapping[Callable[..., Any], _Telling] = MappingProxyType(
    {
        commands.rename: _renamed,
        commands.set_contact: _reached,
        commands.reprofile: _reprofiled,
        commands.pledge: _pledged,
        commands.plan_for: _planned,
        commands.report: _reported,
        commands.confirm: _confirmed,
        commands.end_pledge: _ended,
    }
)
