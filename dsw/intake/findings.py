"""What the intake has to say about a row: coded, told in Dutch only at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dsw.texts import text

#: Most characters of a cell that a finding repeats.
SHOWN = 200


class FindingKind(StrEnum):
    """What was found."""

    # the row does not go in
    NAAM_ONTBREEKT = "naam_ontbreekt"
    DOELGROEP_ONTBREEKT = "doelgroep_ontbreekt"
    DOELGROEP_ONBEKEND = "doelgroep_onbekend"
    ANDERE_ONDERTEKENAAR = "andere_ondertekenaar"
    CEL_ZONDER_WAARDE = "cel_zonder_waarde"
    RIJEN_IN_EEN = "rijen_in_een"
    NIET_GEKOZEN = "niet_gekozen"
    # the row goes in; part of it does not, or not as it was written
    SOORT_ONBEKEND = "soort_onbekend"
    REGIO_ONBEKEND = "regio_onbekend"
    REGIO_DUBBELZINNIG = "regio_dubbelzinnig"
    REGIO_LANDELIJK = "regio_landelijk"
    ACTIE_TE_VEEL = "actie_te_veel"
    ACTIE_ONBEKEND = "actie_onbekend"
    DATUM_ONLEESBAAR = "datum_onleesbaar"
    DATUM_TWEE_KANTEN = "datum_twee_kanten"
    DATUM_ONTBREEKT = "datum_ontbreekt"
    DATUM_TOEKOMST = "datum_toekomst"
    DATUM_VOLGORDE = "datum_volgorde"
    JA_NEE_ONBEKEND = "ja_nee_onbekend"
    E_MAIL_ONGELDIG = "e_mail_ongeldig"
    LINK_ONGELDIG = "link_ongeldig"
    KENMERK_ONGELDIG = "kenmerk_ongeldig"
    STATUS_ONBEKEND = "status_onbekend"
    BEWIJS_ONBEKEND = "bewijs_onbekend"
    OBSTAKEL_ONTBREEKT = "obstakel_ontbreekt"
    OBSTAKEL_OVERBODIG = "obstakel_overbodig"
    REDEN_ONTBREEKT = "reden_ontbreekt"
    TOELICHTING_ZONDER_PLEK = "toelichting_zonder_plek"
    TE_LANG = "te_lang"
    TEKST_HERSTELD = "tekst_hersteld"
    VERKEERDE_TEKENS = "verkeerde_tekens"
    # the register keeps what it has
    NIET_OVERGENOMEN = "niet_overgenomen"
    ZELF_GEWIJZIGD = "zelf_gewijzigd"
    TOEZEGGING_EINDIGT = "toezegging_eindigt"
    TOEZEGGING_BEEINDIGD = "toezegging_beeindigd"
    ANDERE_NAAM = "andere_naam"
    RIJEN_SPREKEN_TEGEN = "rijen_spreken_tegen"
    OUDER_BESTAND = "ouder_bestand"
    OUDER_BERICHT = "ouder_bericht"
    INGETROKKEN = "ingetrokken"
    # for a person to judge
    SAMENGEVOEGD = "samengevoegd"
    ZELFDE_NUMMER = "zelfde_nummer"
    DUBBEL_VOORSTEL = "dubbel_voorstel"
    VERDWENEN = "verdwenen"
    # about the file as a whole
    KOLOM_ONBEKEND = "kolom_onbekend"
    VRAAG_ONTBREEKT = "vraag_ontbreekt"
    KOLOM_ZONDER_NAAM = "kolom_zonder_naam"
    ANDERE_BLADEN = "andere_bladen"
    VOORBEELD_VERVANGEN = "voorbeeld_vervangen"


#: The row with such a finding is refused: somebody must mend it and offer it again.
REJECTS = frozenset(
    {
        FindingKind.NAAM_ONTBREEKT,
        FindingKind.DOELGROEP_ONTBREEKT,
        FindingKind.DOELGROEP_ONBEKEND,
        FindingKind.ANDERE_ONDERTEKENAAR,
        FindingKind.CEL_ZONDER_WAARDE,
        FindingKind.RIJEN_IN_EEN,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about one cell.

    Attributes:
        row: number of the row as a spreadsheet shows it; None for the file as a whole.
        about: name of the field, as mappings call it; "" for the row as a whole.
        value: what stood there.
        kind: what was found.
        more: what else fills the text's placeholders.
        column: the header of the column it stands in, as the file has it; "" when that is not one column.
    """

    row: int | None
    about: str
    value: str
    kind: FindingKind
    more: Mapping[str, object] = field(default_factory=dict)
    column: str = ""

    def as_dict(self) -> dict[str, object]:
        """The finding as the JSON report shows it."""
        value = self.value if len(self.value) <= SHOWN else self.value[:SHOWN] + "…"
        told = text(
            f"intake.bevinding.{self.kind.value}",
            veld=self.column or self.about.replace("_", " "),
            waarde=value,
            **self.more,
        )
        return {
            "rij": self.row,
            "veld": self.about,
            "waarde": value,
            "soort": self.kind.value,
            "melding": told,
        }


@dataclass(slots=True)
class Notes:
    """Collects the findings of one row while it is read.

    Attributes:
        row: the row's number; found: what was found so far.
    """

    row: int
    found: list[Finding] = field(default_factory=list)

    def add(self, kind: FindingKind, name: str, value: str = "", **more: object) -> None:
        """Note something about a field of this row."""
        self.found.append(Finding(self.row, name, value, kind, more))

    @property
    def rejected(self) -> bool:
        """Whether the row must be refused."""
        return any(finding.kind in REJECTS for finding in self.found)
