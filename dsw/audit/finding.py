"""What is wrong, without a sentence and without personal data."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        key: the text's key below ``controle`` (``"boeken.wijken_af"``).
        values: what fills the text's placeholders: numbers of rows, names of tables; never personal data.
        unreadable: rows cannot be understood, so the books cannot be recomputed.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    unreadable: bool = False
