from dsw.domain import Kind, Profile
from dsw.intake.duplicates import Candidate, Likeness, propose


def org(
    name: str, email: str = "", region: str = "GM0344", kind: Kind = Kind.ORGANISATIE, row: int = 0
) -> Candidate:
    return Candidate(row, name, email, Profile(kind, 3, (region,) if region else ()))


def likeness(one: Candidate, other: Candidate) -> Likeness | None:
    return next((found for _new, found in propose([one], [other])), None)


def alike(first: str, second: str, **same: str) -> bool:
    return likeness(org(first, **same), org(second, **same)) is not None


def test_legal_forms_word_order_and_small_words_do_not_tell_apart() -> None:
    assert alike("Stichting Welzijn Oost", "Welzijn Oost, st.")
    assert alike("De Brug B.V.", "Brug, Vereniging de")
    assert alike("Sociëteit Vooruit", "SOCIETEIT VOORUIT", region="")
    assert alike("Humanitas Thuisadministratie", "Humanitas Thuisadministrate", region="")


def test_a_shared_region_or_domain_supports_a_weaker_likeness() -> None:
    one, other = (
        org("Wijkwinkel Ondiep", region="GM0344"),
        org("Wijkwinkel Ondiep en Zuilen", region="GM0363"),
    )
    assert likeness(one, other) is None
    near = likeness(one, org("Wijkwinkel Ondiep en Zuilen", region="GM0344"))
    assert near
    assert near.reasons == ("lijkt", "regio")
    mailed = likeness(
        org("Wijkwinkel Ondiep", "a@ondiep.example", region=""),
        org("Wijkwinkel Ondiep en Zuilen", "b@ondiep.example", region=""),
    )
    assert mailed
    assert mailed.reasons == ("lijkt", "domein")


def test_free_mail_is_no_organisation() -> None:
    one, other = (
        org("Wijkwinkel Ondiep", "a@gmail.com", ""),
        org("Wijkwinkel Ondiep en Zuilen", "b@gmail.com", ""),
    )
    assert likeness(one, other) is None


def test_near_equal_names_that_are_different_organisations() -> None:
    for first, second in (
        ("Gemeente Groningen", "Provincie Groningen"),
        ("Bibliotheek Almelo", "Bibliotheek Almere"),
        ("Wijkteam 1 Utrecht", "Wijkteam 2 Utrecht"),
        ("Welzijn Noord-Holland", "Welzijn Zuid-Holland"),
        ("Sociaal Werk De Krijtlijn", "Sociaal Werk De Open Haak"),
        ("GGD Amsterdam", "Gemeente Amsterdam"),
        ("Gemeente Woerden", "Gemeente De Wolden"),
    ):
        assert not alike(first, second), (first, second)
        assert not alike(second, first), (first, second)
        mailed = (org(name, f"{at}@samen.example") for at, name in enumerate((first, second)))
        assert likeness(*mailed) is None, (first, second)


def test_names_without_letters_are_no_names_to_compare() -> None:
    for first, second in (("---", "---"), ("?", "!"), ("123", "123"), ("06 12345678", "06-12345679")):
        assert not alike(first, second), (first, second)
        assert not alike(first, second, email="a@samen.example"), (first, second)


def test_never_across_kinds() -> None:
    person = org("Noor Bakker", "noor@bakker.example", kind=Kind.PERSOON)
    assert likeness(person, org("Noor Bakker", "noor@bakker.example")) is None


def test_persons_need_an_address_or_a_region_in_common() -> None:
    jan, other = (
        org("Jan de Vries", kind=Kind.PERSOON),
        org("Jan de Vries", region="GM0363", kind=Kind.PERSOON),
    )
    assert likeness(jan, other) is None
    assert likeness(jan, jan)
    short = org("J. de Vries", "jan@gmail.com", "", Kind.PERSOON)
    found = likeness(short, org("Jan de Vries", "JAN@gmail.com", "", Kind.PERSOON))
    assert found
    assert found.reasons == ("lijkt", "adres")


def test_the_likeliest_comes_first_and_three_are_enough() -> None:
    known = [org(f"Zorgkring Vechtstreek {word}") for word in ("Aa", "Bb", "Cc", "Dd")] + [
        org("Zorgkring Vechtstreek")
    ]
    found = [likeness for _new, likeness in propose([org("Zorgkring Vechtstreek", row=7)], known)]
    assert len(found) == 3
    assert (found[0].other.name, found[0].score) == ("Zorgkring Vechtstreek", 100)


def test_within_a_file_the_later_row_is_proposed() -> None:
    pairs = list(propose([org("De Brug", row=2), org("De Brug", row=3)], []))
    assert [(new.row, found.other.row) for new, found in pairs] == [(3, 2)]


def test_the_work_grows_with_the_rows() -> None:
    """Ten thousand who all share a word, a domain and a region are not compared with each other."""
    crowd = [
        org(f"Welzijn Voorbeeld {number:05}x", "info@voorbeeld.example", row=number)
        for number in range(10_000)
    ]
    assert list(propose(crowd, [])) == []
