"""What signatories wrote, as a file can hold it: without what nobody can see or print."""

import unicodedata

#: Controls, marks that only steer, halves of characters, and characters that mean something to one machine.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def plain(words: str) -> str:
    """The words on one line, without what cannot be seen; what is left is text and nothing else."""
    seen = (" " if one.isspace() else one for one in words)
    return " ".join("".join(one for one in seen if unicodedata.category(one) not in _UNSEEN).split())


def spaced(words: str) -> str:
    """A piece of a line: as :func:`plain`, with the space at its ends that parts it from its neighbours."""
    before, after = words[:1].isspace(), words[-1:].isspace()
    return f"{' ' * before}{plain(words)}{' ' * after}"
