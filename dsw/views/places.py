"""Where it is, and where nobody is yet."""

from dataclasses import dataclass
from enum import StrEnum

from dsw.domain import Kind, Obstacle
from dsw.views.counts import HeadCount, Matrix, Selection, Stamp, Tally


class Shading(StrEnum):
    """What a map's colour means."""

    COUNT = "aantal"
    PER_100K = "per_100k"
    COVERAGE = "dekking"


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One province. A signatory counts once in each province it works in.

    Attributes:
        per_100k: signatories per 100,000 inhabitants.
        municipalities: how many there are; covered: in how many at least one signatory works.
        unsure: in how many more somebody may work, persons being left out.
    """

    code: str
    signatories: HeadCount
    per_100k: float
    municipalities: int
    covered: int
    tally: Tally
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """One municipality: signatories that work there.

    Attributes:
        present: somebody works there, which may be hidden persons. Where it is False but persons are hidden
            we do not say whether somebody does.
    """

    code: str
    province: str
    signatories: HeadCount
    present: bool

    @property
    def unsure(self) -> bool:
        """We do not say whether somebody works there."""
        return not self.present and self.signatories.hidden_persons


@dataclass(frozen=True, slots=True)
class ProvinceDetail:
    """One region seen alone.

    Attributes:
        row: the figures, as in the list of provinces; "landelijk" and "onbekend" have no municipalities.
        missing_groups: groups without a signatory here.
        empty_municipalities: codes of municipalities without a signatory.
        obstacles: what keeps pledges that stand still, most frequent first.
        unsure: of some group or municipality we do not say whether somebody is there.
    """

    row: ProvinceRow
    missing_groups: tuple[int, ...]
    empty_municipalities: tuple[str, ...]
    obstacles: tuple[tuple[Obstacle, int], ...]
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class RegionsView:
    """Where signatories work.

    Attributes:
        signatories: everyone in the selection, each once.
        nationwide, unknown: who works everywhere, and whose region we do not know; they stand on no map.
        placements: the sum over provinces, nationwide and unknown, of who is shown there; exceeds the total
            when somebody works in several provinces.
        matrix: section x province, counting pledges; landelijk and onbekend are the last columns.
        detail: the chosen region, if one was chosen.
    """

    stamp: Stamp
    selection: Selection
    signatories: HeadCount
    nationwide: HeadCount
    unknown: HeadCount
    placements: int
    provinces: tuple[ProvinceRow, ...]
    municipalities: tuple[MunicipalityRow, ...]
    matrix: Matrix
    detail: ProvinceDetail | None


@dataclass(frozen=True, slots=True)
class ThinAction:
    """An action with few takers; ``hidden_persons``: there may be some persons more."""

    code: str
    signatories: int
    hidden_persons: bool = False

    @property
    def unsure(self) -> bool:
        """Nobody is counted, but somebody may have taken it up."""
        return self.hidden_persons and not self.signatories


@dataclass(frozen=True, slots=True)
class GroupGap:
    """A group against its reference population: how many there are, how many signed.

    Attributes:
        signatories: only those of the kind the population counts, so that like is compared with like.
        size: the reference population; None when nobody counted it.
        partial: only part of the group was counted, so ``size`` is too low.
        hidden_persons: persons were left out of the signatories.
        kind: what the population counts; None: both, the group has no population of one kind.
    """

    group: int
    signatories: int
    size: int | None
    partial: bool = False
    hidden_persons: bool = False
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class GapsView:
    """White spots, worst first.

    Attributes:
        actions: actions in order of fewest takers (those with none first).
        presence: group x province, counting signatories; a zero is a white spot. Landelijk and onbekend are
            the last columns.
        missing: pairs (group, province code) without anybody, provinces with most gaps first.
        empty_municipalities: per province code the municipality codes without a signatory, emptiest first.
        references: per group, where a sourced population exists.
        unsure_groups, unsure_municipalities: of how many more pairs and municipalities we do not say whether
            somebody is there, persons being left out.
    """

    stamp: Stamp
    selection: Selection
    actions: tuple[ThinAction, ...]
    presence: Matrix
    missing: tuple[tuple[int, str], ...]
    empty_municipalities: tuple[tuple[str, tuple[str, ...]], ...]
    municipalities_total: int
    references: tuple[GroupGap, ...]
    unsure_groups: int = 0
    unsure_municipalities: int = 0
