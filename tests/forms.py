"""A form as people make them: a title above the header, columns without a name, questions of their own."""

import io
from collections.abc import Sequence

import openpyxl

TITLE = "Aanmeldingen Digitaal Sociaal Werk(t)!"
HEADER = (
    "ID",
    "Ingevuld op",
    "Hoe heet jij? *",
    "Namens welke club doe je mee?",
    "Waar kunnen we je mailen?",
    "Bij welke groep hoor je?",
    "In welke plaats werk je vooral?",
    "Waar wil je mee aan de slag?",
    "Mag iedereen je naam zien?",
    None,
    "IP-adres",
)
#: Which column holds what, as somebody picks them.
PICKS = {
    "naam": "Hoe heet jij?",
    "organisatie": "Namens welke club doe je mee?",
    "e_mail": "Waar kunnen we je mailen?",
    "doelgroep": "Bij welke groep hoor je?",
    "regio": "In welke plaats werk je vooral?",
    "acties": "Waar wil je mee aan de slag?",
    "ondertekend_op": "Ingevuld op",
    "naam_tonen": "Mag iedereen je naam zien?",
    "extern_nummer": "ID",
}
#: Places that no map knows, and what is meant.
UNKNOWN = {"Grunn": "GM0014", "Ons Dorp": "GM0344", "Verweggistan": "onbekend"}
_CLUBS = (
    "Stichting Kansrijk Ommeland",
    "Kansrijk Ommelant",
    "Buurtteam Zuidwijk",
    "Buurtteam Zuidwijck",
    "Bibliotheek Almelo",
    "",
    "Museum Noorderlicht",
)
_PLACES = ("Almere", "Almere", "Grunn", "Grunn", "Ons Dorp", "Verweggistan", "Ons Dorp")


def answers() -> list[list[object]]:
    """Seven answers: two pairs of clubs that look alike, one person, three places that no map knows."""
    return [
        [
            number,
            f"2026-01-0{number} 10:30",
            f"Persoon {number}",
            club,
            f"p{number}@voorbeeld{number}.example",
            str(1 + number % 3),
            place,
            "2.1; 3.1",
            "ja",
            "zomaar iets" if number == 2 else None,
            f"10.0.0.{number}",
        ]
        for number, (club, place) in enumerate(zip(_CLUBS, _PLACES, strict=True), 1)
    ]


def messy_form(rows: Sequence[Sequence[object]] | None = None, header: Sequence[object] = HEADER) -> bytes:
    """A workbook with a title, a blank row, the header, the answers, and a draft row that is blank."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Formulier1"
    for row in ([TITLE], [], header, *(answers() if rows is None else rows), [" "]):
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
