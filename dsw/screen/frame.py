"""What stands around every page: menu, foot, the page that does not exist, and the day a page is about.

The top and foot of a page are plain HTML in the page shell, so they are there before any script has loaded,
are landmarks of their own and never flicker. ``kader.js`` keeps them in step with the address.
"""

import json
from copy import copy
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dsw.charts import HATCHING
from dsw.people import Wish
from dsw.screen.sheet import Sheet
from dsw.texts import all_texts, text

#: What a visitor chose and takes along to the next page, in the order in which it stands in an address.
KEPT = ("op", "sectie", "doelgroep", "provincie")

#: The element that holds the page on paper, until Streamlit's stands there.
SIGHT = "dsw-sight"
_WORDS = "kader.vertaling."


@dataclass(frozen=True, slots=True)
class Place:
    """A page.

    Attributes:
        key: names its texts and its file.
        path: its address, without the slash in front.
        folder: where its file stands in ``pages/``.
        wish: with a page of the staff, what somebody must be allowed to do to see it.
    """

    key: str
    path: str
    folder: str = "openbaar"
    wish: Wish = Wish.SEE

    @property
    def title(self) -> str:
        """What it is called in the menu."""
        return text(f"kader.pagina.{self.key}")

    @property
    def tab(self) -> str:
        """What it is called in the browser's tab."""
        return text("kader.tab", pagina=self.title)

    @property
    def description(self) -> str:
        """What search engines show of it."""
        return text(f"kader.beschrijving.{self.key}")

    @property
    def script(self) -> str:
        """Its file, seen from dashboard.py."""
        return f"pages/{self.folder}/{self.key.replace('-', '_')}.py"


#: The public pages, in the order of the menu.
PLACES = (
    Place("overzicht", ""),
    Place("secties", "secties"),
    Place("doelgroepen", "doelgroepen"),
    Place("regios", "regios"),
    Place("ontwikkeling", "ontwikkeling"),
    Place("witte-vlekken", "witte-vlekken"),
    Place("ondertekenaars", "ondertekenaars"),
    Place("over", "over"),
)
#: The staff's pages: in no menu, and never written on paper.
STAFF_PLACES = (
    Place("vandaag", "beheer", "beheer"),
    Place("register", "beheer-register", "beheer"),
    Place("inlezen", "beheer-inlezen", "beheer", Wish.IMPORT),
    Place("opvolging", "beheer-opvolging", "beheer"),
    Place("bijeenkomsten", "beheer-bijeenkomsten", "beheer"),
    Place("uitvoer", "beheer-uitvoer", "beheer", Wish.EXPORT),
    Place("logboek", "beheer-logboek", "beheer"),
    Place("medewerkers", "beheer-medewerkers", "beheer", Wish.HIRE),
    Place("instellingen", "beheer-instellingen", "beheer", Wish.CONFIGURE),
)


def pages() -> list[st.Page]:
    """The pages as Streamlit wants them, for one run: it marks the one that is shown.

    They are made once and copied, as making one looks its file up on the disk.
    """
    return [copy(page) for page in _made()]


@cache
def _made() -> tuple[st.Page, ...]:
    return tuple(
        st.Page(place.script, title=place.tab, url_path=place.path, default=not place.path)
        for place in (*PLACES, *STAFF_PLACES)
    )


def place_at(address: str) -> Place | None:
    """The page at an address (``/regios``); None when there is none."""
    return next((place for place in (*PLACES, *STAFF_PLACES) if f"/{place.path}" == address), None)


def top(here: Place | None, chosen: dict[str, str], mark: str, sight: Sheet | None = None) -> str:
    """The skip link and the top of the page.

    Args:
        here: the page it is for; None on the page that does not exist.
        chosen: what the visitor chose; only what is ``KEPT`` goes along.
        mark: address of the mark.
        sight: the page on paper.
    """
    stand = escape(sight.stand) if sight else ""
    kept = urlencode({name: chosen[name] for name in KEPT if chosen.get(name)})
    items = "".join(_item(place, place is here, kept) for place in PLACES)
    return (
        f'<a class="dsw-skip" href="#{SIGHT if sight else "stMain"}">{_said("naar_inhoud")}</a>'
        f'<header class="dsw-top"><div class="dsw-top-in">{_brand(mark)}'
        f'<nav class="dsw-nav" aria-label="{_said("menu_naam")}">'
        f'<button class="dsw-menu-button" type="button" popovertarget="dsw-menu">{_said("menu")}</button>'
        f'<ul class="dsw-menu" id="dsw-menu" popover>{items}</ul></nav>'
        f'<p class="dsw-join"><a href="/meedoen">{_said("doe_mee")}</a></p>'
        f'<p class="dsw-stand" id="dsw-stand">{stand}</p>'
        '<p class="dsw-hidden" id="dsw-said" role="status"></p></div></header>'
    )


def plain_top(mark: str) -> str:
    """The skip link and the top of a page with a form: nothing there leads away from it but the way home."""
    return (
        f'<a class="dsw-skip" href="#stMain">{_said("naar_inhoud")}</a>'
        f'<header class="dsw-top"><div class="dsw-top-in">{_brand(mark)}'
        f'<p class="dsw-stand"><a href="/">{_said("naar_cijfers")}</a></p></div></header>'
    )


def bottom() -> str:
    """The foot of the page."""
    links = (
        ("/over#tellen", "over"),
        ("/over#privacy", "privacy"),
        ("/over#toegankelijkheid", "toegankelijkheid"),
        ("/meedoen", "ondertekenen"),
        ("/link", "bijwerken"),
    )
    items = "".join(f'<li><a href="{href}">{_said(f"voet.{name}")}</a></li>' for href, name in links)
    return (
        '<footer class="dsw-bottom"><div class="dsw-bottom-in">'
        f"<p>{_said('voet.wat')} {_said('voet.bron')}</p><ul>{items}</ul></div></footer>"
    )


def content(here: Place | None, sight: Sheet | None) -> str:
    """What stands between top and foot, and the element that Streamlit fills."""
    if here is None:
        return _not_found()
    if here in STAFF_PLACES:
        return f'{_needs_script()}<div id="root">{_waiting("wachten_pagina")}</div>'
    if sight is None:
        return f'{_without_script("zonder_script")}<div id="root">{_waiting("wachten")}</div>'
    return (
        f"{_without_script('zonder_script_bekijken')}{HATCHING if sight.charts else ''}"
        f'<main id="{SIGHT}" class="dsw-sight" tabindex="-1"><div class="dsw-flow">{sight.html}</div></main>'
        '<div id="root"></div>'
    )


def lost_tab() -> str:
    """What the page that does not exist is called in the browser's tab."""
    return text("kader.tab", pagina=text("kader.niet_gevonden.titel"))


def script_settings() -> str:
    """What ``kader.js`` has to know, as JSON that is safe inside a script element."""
    words = {key.removeprefix(_WORDS): said for key, said in all_texts().items() if key.startswith(_WORDS)}
    return json.dumps({"keep": KEPT, "words": words}, ensure_ascii=False).replace("<", "\\u003c")


def _brand(mark: str) -> str:
    return (
        f'<a class="dsw-brand" href="/"><img src="{mark}" alt="" width="28" height="28">'
        f"<span>{_said('merk')}</span></a>"
    )


def _waiting(key: str) -> str:
    return f'<div class="dsw-waiting" aria-busy="true"><i></i><i></i><p>{_said(key)}</p></div>'


def _needs_script() -> str:
    return f'<noscript><p class="dsw-banner">{_said("zonder_script_niets")}</p></noscript>'


def _without_script(key: str) -> str:
    return (
        f'<noscript><p class="dsw-banner">{_said(key)} '
        f'<a href="/download/secties.csv">{_said("zonder_script_cijfers")}</a></p></noscript>'
    )


def _not_found() -> str:
    return (
        '<main id="stMain" class="dsw-waiting"><div class="dsw-opening">'
        f'<h1 class="dsw-answer">{_said("niet_gevonden.titel")}</h1>'
        f'<p class="dsw-lead">{_said("niet_gevonden.uitleg")}</p></div>'
        f'<p class="dsw-text"><a href="/">{_said("niet_gevonden.terug")}</a></p></main>'
    )


def _item(place: Place, current: bool, kept: str) -> str:
    href = f"/{place.path}" + (f"?{escape(kept)}" if kept else "")
    mark = ' aria-current="page"' if current else ""
    return f'<li><a href="{href}"{mark}><span>{escape(place.title)}</span></a></li>'


def _said(key: str) -> str:
    return escape(text(f"kader.{key}"))
