"""Which rows of a file are about one signatory; the order of the rows does not matter."""

from datetime import datetime
from itertools import permutations

import pytest

from dsw.domain import Kind
from dsw.intake.grouping import grouped
from dsw.intake.known import Known, Origin
from dsw.intake.submission import Submission
from dsw.store import Identity

X, Y = "a" * 32, "b" * 32
EMPTY = Known()


def row(number: int, name: str = "Ans", **said: object) -> Submission:
    plain = {"source": "proef", "kind": Kind.PERSOON, "group": 1}
    return Submission(rows=(number,), name=name, **{**plain, **said})  # type: ignore[arg-type]  # a test's own row


def together(*rows: Submission, known: Known = EMPTY, per_pledge: bool = False) -> list[tuple[int, ...]]:
    return [group.said.rows for group in grouped(rows, known, per_pledge)]


def mail(number: int, address: str = "ans@x.example", **said: object) -> Submission:
    return row(number, email=address, **said)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_rows_does_not_matter(order: tuple[int, ...]) -> None:
    rows = [mail(2, external_id="1"), mail(3, external_id="2"), row(4, "Bob", external_id="2")]
    assert together(*(rows[at] for at in order)) == [(2,), (3, 4)]


def test_two_references_are_two_signatories() -> None:
    assert together(mail(2, ref=X), mail(3, ref=Y), mail(4, ref=X), per_pledge=True) == [(2, 4), (3,)]


def test_a_row_without_number_joins_who_finally_has_its_face() -> None:
    older, newer = datetime(2026, 1, 1), datetime(2026, 2, 1)  # noqa: DTZ001  # forms say no zone
    first = mail(2, external_id="1", moment=older)
    last = row(3, "Ans Smit", external_id="1", email="ans@x.example", moment=newer)
    assert together(mail(4), first, last) == [(2, 3), (4,)]
    assert together(row(4, "ANS SMIT", email="Ans@X.example"), first, last) == [(2, 3, 4)]


def test_no_row_brings_two_known_signatories_together() -> None:
    known = Known(refs={X: 1, Y: 2}, identities={1: Identity(1, "Ans", False), 2: Identity(2, "Bob", False)})
    pair = {"origins": (("oud", "7"),)}
    rows = [row(2, ref=X, **pair), row(3, "Bob", ref=Y, **pair), row(4, "Cas", **pair)]
    assert together(*rows, known=known, per_pledge=True) == [(2, 4), (3,)]


def test_a_number_leads_to_the_register() -> None:
    known = Known(refs={X: 5}, origins={("proef", "1"): Origin(5, "", frozenset(), seen=1)})
    (group,) = grouped([row(2, "Iemand anders", external_id="1")], known, per_pledge=False)
    assert (group.target, group.same) == (5, False)


def test_what_counts_has_a_reference_whichever_row_comes_first() -> None:
    pair = {"origins": (("oud", "7"),)}
    (group,) = grouped([row(2, **pair), row(3, ref=X, **pair)], EMPTY, per_pledge=True)
    assert group.said.ref == X
