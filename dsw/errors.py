"""Every error the product raises on purpose.

    DswError
    ├── DataError        our own data files are wrong: the start stops
    ├── RuleError        a wish breaks a rule of the register: nothing was written
    ├── Refused          this person may not do this
    ├── RequestError     an address holds a value that means nothing
    ├── UnreadableFile   a file cannot be read at all: the database is untouched
    ├── StoreError       the database cannot be reached, read or written: nothing was written
    ├── PostError        no mail can be sent: a setting is wrong, or the mail server is not there
    ├── MappingError     a mapping is wrong, or a header fits no mapping
    └── BooksError       the database does not hold what the ledger promises

An error carries a key and values, never a sentence: each door looks the key up under ``[fout]`` in
``dsw/texts/nl.toml`` and fills in the values.
"""


class DswError(Exception):
    """Base of all errors raised on purpose.

    Attributes:
        key: the text's key below ``fout`` (``"plan.onbekende_sleutel"``).
        values: what fills the text's placeholders; never personal data.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        """The key and its values, for developers' logs."""
        return f"{self.key} {self.values}" if self.values else self.key


class DataError(DswError):
    """A file below ``data/`` or ``dsw/texts/`` is wrong."""


class RuleError(DswError):
    """A command would break a rule of the register."""


class Refused(DswError):
    """The person behind a command may not give it."""


class RequestError(DswError):
    """A value in an address or on a command line means nothing."""


class UnreadableFile(DswError):
    """A file offered to the intake cannot be read."""


class StoreError(DswError):
    """The database cannot be reached, read or written (gone, full, locked, of another version)."""


class PostError(DswError):
    """No mail can be sent now: a setting is wrong, or the mail server does not let us in."""


class MappingError(DswError):
    """A mapping file is wrong, or no mapping fits a header."""


class BooksError(DswError):
    """The database and the ledger's promises disagree."""
