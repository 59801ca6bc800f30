"""The files that can be taken along, and the back-ups that are there; for the staff."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from dsw.backups import Kept
from dsw.exports.figures import different_tables
from dsw.texts import decimal, moment, number, text

#: The endings of a file, each with the key of its words and what its address asks for.
_KINDS = (("xlsx", "excel", ""), ("csv", "csv_excel", "excel"), ("csv", "csv_standaard", "standaard"))
#: Figures whose own title names a day or a place.
_TITLED_BY_DAY = frozenset(("veranderingen", "provincie", "verschillen"))
_MEGABYTE = 1_000_000


def files_html(names: Iterable[str], kinds: Mapping[str, Sequence[str]], params: Mapping[str, str]) -> str:
    """Files of the register, each with what is in it.

    Args:
        names: keys below ``uitvoer.bestand``, and names in addresses.
        kinds: of files that do not come in every kind: the endings there are.
        params: what every address asks for.
    """
    rows = "".join(
        _row(
            text(f"uitvoer.bestand.{name}.naam"),
            text(f"uitvoer.bestand.{name}.wat"),
            _staff_links(name, params, kinds.get(name)),
        )
        for name in names
    )
    return f'<ul class="dsw-exports">{rows}</ul>'


def _staff_links(name: str, params: Mapping[str, str], endings: Sequence[str] | None) -> str:
    return file_links(f"/beheer/uitvoer/{name}", text(f"uitvoer.bestand.{name}.naam"), params, endings)


def file_links(
    address: str, title: str, params: Mapping[str, str], endings: Sequence[str] | None = None
) -> str:
    """Links to a file in each kind there is."""
    items = "".join(
        _link(f"{address}.{ending}", words, title, dict(params) | ({"csv": form} if form else {}))
        for ending, words, form in _KINDS
        if endings is None or ending in endings
    )
    return f'<ul class="dsw-actions">{items}</ul>'


def figure_files_html(params: Mapping[str, str]) -> str:
    """Every figure that is not about one action, with its files, folded away."""
    rows = "".join(
        _row(title, "", file_links(f"/download/{key}", title, params)) for key, title in _figure_titles()
    )
    summary = escape(text("uitvoer.pagina.figuren"))
    items = f'<ul class="dsw-exports">{rows}</ul>'
    return f'<details class="dsw-details"><summary>{summary}</summary>{items}</details>'


def _figure_titles() -> Iterator[tuple[str, str]]:
    for recipe in different_tables():
        if recipe.question != "action":
            part = "uitvoer.figuur" if recipe.key in _TITLED_BY_DAY else "figuur"
            yield recipe.key, text(f"{part}.{recipe.key.replace('-', '_')}")


def all_figures_html(params: Mapping[str, str]) -> str:
    """What everybody may have: all tables in one workbook."""
    links = file_links("/download/alles", text("uitvoer.pagina.alle_tabellen"), params, ("xlsx",))
    row = _row(text("uitvoer.pagina.alle_tabellen"), text("uitvoer.pagina.alle_tabellen_wat"), links)
    return f'<ul class="dsw-exports">{row}</ul>'


def backups_html(kept: Sequence[Kept]) -> str:
    """The back-ups that are there: when each was made, how, and how large it is."""
    if not kept:
        return f'<p class="dsw-empty"><span>{escape(text("uitvoer.kopie.geen"))}</span></p>'
    heads = "".join(
        f'<th scope="col"{form}>{escape(text(f"uitvoer.kopie.{name}"))}</th>'
        for name, form in (("gemaakt", ""), ("hoe", ""), ("grootte", ' class="dsw-num"'))
    )
    rows = "".join(_backup(one) for one in kept)
    caption = escape(text("uitvoer.kopie.bijschrift"))
    return (
        f'<div class="dsw-scroll" role="region" tabindex="0" aria-label="{caption}"><table class="dsw-table">'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def size_words(size: int) -> str:
    """How large a file is, as people say it."""
    if size < _MEGABYTE:
        return text("uitvoer.kopie.kb", n=number(max(size // 1000, 1)))
    return text("uitvoer.kopie.mb", n=decimal(size / _MEGABYTE))


def _backup(one: Kept) -> str:
    how = text("uitvoer.kopie.vanzelf" if one.daily else "uitvoer.kopie.met_de_hand")
    return (
        f'<tr><th scope="row">{escape(moment(one.made_at))}</th><td>{escape(how)}</td>'
        f'<td class="dsw-num">{escape(size_words(one.size))}</td></tr>'
    )


def _row(name: str, about: str, links: str) -> str:
    said = f"<p>{escape(about)}</p>" if about else ""
    return f"<li><div><b>{escape(name)}</b>{said}</div>{links}</li>"


def _link(address: str, words: str, title: str, params: Mapping[str, str]) -> str:
    asked = f"?{urlencode(params)}" if params else ""
    hidden = f'<span class="dsw-hidden">: {escape(title)}</span>'
    href = escape(f"{address}{asked}")
    return f'<li><a href="{href}" download>{escape(text(f"uitvoer.soort.{words}"))}{hidden}</a></li>'
