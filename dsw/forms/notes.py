"""Pages that only say something, and what to do next."""

from html import escape

from dsw.texts import all_texts, text


def note_html(key: str, **values: object) -> str:
    """What is to be said (``melding.<key>``), with a way on where there is one."""
    way = all_texts().get(f"melding.{key}.verder_adres")
    link = (
        f'<p><a class="dsw-button dsw-button-quiet" href="{escape(way)}">'
        f"{escape(text(f'melding.{key}.verder'))}</a></p>"
        if way
        else ""
    )
    return (
        f"<h1>{escape(text(f'melding.{key}.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text(f"melding.{key}.uitleg", **values))}</p>{link}'
    )
