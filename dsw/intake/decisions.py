"""What somebody decided about a file before it is booked: data alone, so the same gives the same again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dsw.intake.findings import Finding, FindingKind
from dsw.intake.mapping import FieldName

#: What was found of words that somebody can say the meaning of, once for all rows with those words.
MENDABLE: Mapping[FindingKind, frozenset[FieldName]] = MappingProxyType(
    {
        FindingKind.REGIO_ONBEKEND: frozenset({FieldName.REGIO, FieldName.GEMEENTE, FieldName.PROVINCIE}),
        FindingKind.REGIO_DUBBELZINNIG: frozenset({FieldName.REGIO, FieldName.GEMEENTE, FieldName.PROVINCIE}),
        FindingKind.DOELGROEP_ONBEKEND: frozenset({FieldName.DOELGROEP}),
        FindingKind.SOORT_ONBEKEND: frozenset({FieldName.SOORT}),
        FindingKind.ACTIE_ONBEKEND: frozenset({FieldName.ACTIES, FieldName.BEZIG_MET, FieldName.ACTIE}),
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two who may be the same.

    Attributes:
        row: the first row of somebody new.
        other: the first row of somebody new above it; 0 when it is somebody in the register.
        signatory: its number in the register; 0 when it is another row.
    """

    row: int
    other: int = 0
    signatory: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided.

    Attributes:
        same: these are one signatory; of two in the register only the lower number can be meant.
        different: these are two signatories, and are not proposed again.
        words: per field what certain words mean, as translations of a mapping.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    words: Mapping[FieldName, Mapping[str, str]] = field(default_factory=dict)

    def judged(self, pairs: Iterable[Pair], *, same: bool | None) -> "Decisions":
        """These decisions, and one more about each of these pairs.

        Args:
            same: one signatory; two; None: not decided.
        """
        about = frozenset(pairs)
        return Decisions(
            (self.same - about) | (about if same is True else frozenset()),
            (self.different - about) | (about if same is False else frozenset()),
            self.words,
        )

    def saying(self, field: FieldName, said: str, meaning: str) -> "Decisions":
        """These decisions, and what certain words in a field mean."""
        told = {**self.words.get(field, {}), said: meaning}
        return Decisions(self.same, self.different, {**self.words, field: told})


def mendable(finding: Finding) -> bool:
    """Whether somebody can say what the words that were found mean."""
    return bool(finding.value.strip()) and finding.about in MENDABLE.get(finding.kind, ())
