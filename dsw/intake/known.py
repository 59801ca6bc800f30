"""What the register already knows, read once per import."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import Row, func, select

from dsw.domain import Profile
from dsw.intake.own_word import OwnWord, read_own_word
from dsw.intake.submission import Key, Submission, face_of, is_own_number
from dsw.intake.values import key_of
from dsw.store import Contact, Identity, Reader, schema
from dsw.store.reading import profile_of

#: Source and number of a row.
OriginKey: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """A row the register has seen before.

    Attributes:
        signatory: whom it told about; fingerprint: what it said then, "" when nobody knows.
        actions: the actions it named; seen: the revision of the last import that found it changed.
        missing: since which revision it is not in the file; None when it is.
        moment: the latest moment it named; None when it named none.
    """

    signatory: int
    fingerprint: str
    actions: frozenset[int]
    seen: int
    missing: int | None = None
    moment: datetime | None = None


@dataclass(frozen=True)
class Known:
    """Everybody in the register, and how to recognise them.

    Attributes:
        refs: signatories by public reference; references: the other way around.
        origins: rows seen before, by source and number.
        profiles: what each signatory that has not withdrawn is counted under.
        identities, contacts: the newest of each.
        former: names that signatories had before, by number.
        own: what signatories said of themselves.
    """

    refs: Mapping[str, int] = field(default_factory=dict)
    origins: Mapping[OriginKey, Origin] = field(default_factory=dict)
    profiles: Mapping[int, Profile] = field(default_factory=dict)
    identities: Mapping[int, Identity] = field(default_factory=dict)
    contacts: Mapping[int, Contact] = field(default_factory=dict)
    former: Mapping[int, Sequence[str]] = field(default_factory=dict)
    own: OwnWord = field(default_factory=OwnWord)

    @cached_property
    def references(self) -> Mapping[int, str]:
        """The public reference of each signatory."""
        return {number: ref for ref, number in self.refs.items()}

    @cached_property
    def _by_face(self) -> Mapping[Key, int]:
        """Signatories by face; of two with the same one the first."""
        return {self.face(number): number for number in sorted(self.profiles, reverse=True)}

    def face(self, signatory: int) -> Key:
        """What a signatory that has not withdrawn is recognised by when a row carries nothing else."""
        profile = self.profiles[signatory]
        return face_of(profile.kind, self.name_key(signatory), self.contact(signatory).email, profile.regions)

    def face_after(self, signatory: int, said: Submission) -> Key:
        """The same, once a submission about it is booked."""
        now = self.profiles[signatory]
        regions = now.regions if signatory in self.own.profiles else said.regions_over(now.regions)
        name = self.name_key(signatory) if signatory in self.own.names else said.name_key
        email = "" if signatory in self.own.contacts else said.email
        kind = now.kind if signatory in self.own.profiles else said.kind
        return face_of(kind, name, email or self.contact(signatory).email, regions)

    def name_key(self, signatory: int) -> str:
        """A signatory's name without capitals, accents and punctuation; "" when it was erased."""
        name = self.identities[signatory].name if signatory in self.identities else ""
        return key_of(name) or name

    def renamed_itself(self, signatory: int, name_key: str) -> bool:
        """Whether a signatory had this name before it took another one itself."""
        before = self.former.get(signatory, ()) if signatory in self.own.names else ()
        return any((key_of(name) or name) == name_key for name in before)

    def contact(self, signatory: int) -> Contact:
        """Whom to write to."""
        return self.contacts.get(signatory, Contact())

    def signer(self, signatory: int | None) -> dict[str, object]:
        """How the register has a signatory that has not withdrawn, by the fields of a submission."""
        if signatory is None or signatory not in self.profiles or signatory not in self.identities:
            return {}
        profile, identity, contact = (
            self.profiles[signatory],
            self.identities[signatory],
            self.contact(signatory),
        )
        return {
            "kind": profile.kind,
            "group": profile.group,
            "regions": profile.regions,
            "name": identity.name,
            "show_name": identity.show_name,
            "contact_name": contact.name,
            "email": contact.email,
            "mail_consent": contact.mail_consent,
        }

    def remembers(self, one: Submission, signatory: int | None) -> bool:
        """Whether a row about this signatory was seen before, just so."""
        origin = self.origins.get(origin_key(one)) if signatory else None
        return origin is not None and origin.fingerprint == one.fingerprint

    def read_until(self, some: Iterable[Submission]) -> datetime | None:
        """The latest moment that rows known by the same named before."""
        before = (self.origins.get(origin_key(one)) for one in some)
        return max((origin.moment for origin in before if origin and origin.moment), default=None)

    def recall(self, submission: Submission) -> int | None:
        """The signatory, withdrawn or not, that an earlier version of the row was about."""
        known = (self._signatory(token) for token in submission.tokens)
        return next((number for number in known if number), None)

    def find(self, submission: Submission) -> int | None:
        """The signatory a submission is about: by its surest key, never by likeness."""
        found = self.recall(submission)
        if found or submission.ref or (submission.is_remembered and not submission.email):
            return found
        facing = self._by_face.get(submission.face)
        return None if facing and self._numbered_otherwise(submission, facing) else facing

    def _numbered_otherwise(self, submission: Submission, signatory: int) -> bool:
        """Whether its own number says that it is about somebody else: a source gave that one another."""
        sources = {str(place) for kind, place, *_number in submission.tokens if kind == "origin"}
        return submission.is_remembered and not sources.isdisjoint(self._numbered[signatory])

    @cached_property
    def _numbered(self) -> Mapping[int, set[str]]:
        """The sources that gave each signatory a number."""
        found: dict[int, set[str]] = defaultdict(set)
        for (source, number), origin in self.origins.items():
            if is_own_number(number):
                found[origin.signatory].add(source)
        return found

    def unknown(self, tokens: Iterable[Key]) -> list[Key]:
        """Those the register does not remember."""
        return [token for token in tokens if self._signatory(token) is None]

    def _signatory(self, token: Key) -> int | None:
        kind, *parts = token
        if kind == "ref":
            return self.refs.get(str(parts[0]))
        origin = self.origins.get((str(parts[0]), str(parts[1])))
        return origin.signatory if origin else None


def origin_key(one: Submission) -> OriginKey:
    """What a row is remembered by."""
    return one.source, one.number


def read_known(db: Reader) -> Known:
    """Everybody in the register, in a handful of queries."""
    identities: dict[int, Identity] = {}
    former: dict[int, list[str]] = defaultdict(list)
    for identity in db.identities_after(-1):
        if before := identities.get(identity.signatory):
            former[identity.signatory].append(before.name)
        identities[identity.signatory] = identity
    return Known(
        {row.ref: row.id for row in db.rows(select(schema.signatory.c.ref, schema.signatory.c.id))},
        {(row.source, row.external_id): _origin(row) for row in db.rows(select(schema.origin))},
        _profiles(db),
        identities,
        db.contacts(),
        former,
        read_own_word(db),
    )


def _origin(row: Row[Any]) -> Origin:
    actions = frozenset(map(int, row.actions.split()))
    seen, missing = row.seen_revision, row.missing_since
    return Origin(row.signatory_id, row.fingerprint, actions, seen, missing, row.moment)


def _profiles(db: Reader) -> dict[int, Profile]:
    """Who stands in the register, under what: the signatures' own entries that no other entry cancels."""
    entry = schema.entry.c
    standing = (
        select(entry.signatory_id, entry.profile_id)
        .where(entry.pledge_id == 0)
        .group_by(entry.signatory_id, entry.profile_id)
        .having(func.sum(entry.amount) > 0)
    )
    profiles = {row.id: profile_of(row) for row in db.rows(select(schema.profile))}
    return {row.signatory_id: profiles[row.profile_id] for row in db.rows(standing)}
