"""The doors: asking for a link, and the small page behind a link with its one button."""

from collections.abc import Sequence
from html import escape

from dsw.access.links import KnownLink, LinkState
from dsw.filled import Filled
from dsw.forms.fields import FormHtml, form_html, small_form_html
from dsw.joining import Faults
from dsw.texts import text


def ask_link_html(form: Filled, faults: Faults, *, outside: bool = False) -> str:
    """Asking for a link by e-mail.

    Args:
        outside: somebody came to a page for signers and was not in.
    """
    drawn = FormHtml(form, faults)
    field = drawn.line("email", text("link.email"), text("link.email_uitleg"), "email", "email")
    told = text("link.buiten" if outside else "link.uitleg")
    way = f'<a href="/meedoen">{escape(text("link.meedoen"))}</a>'
    return (
        f"<h1>{escape(text('link.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(told)}</p>{drawn.summary()}'
        f"{form_html('/link', field, text('link.knop'))}"
        f'<p class="dsw-hint">{escape(text("link.nieuw"))} {way}</p>'
    )


def typed_html(words: Sequence[str]) -> str:
    """What somebody typed who was no longer in: to take along when they have come in again."""
    if not words:
        return ""
    said = "".join(f'<p class="dsw-quote">{escape(one)}</p>' for one in words)
    return f"<h2>{escape(text('link.dit_schreef_je'))}</h2>{said}"


def door_html(known: KnownLink, name: str, key: str) -> str:
    """What stands behind a link: one button; or why it no longer works, and how to get a new one."""
    if known.state is LinkState.GELDIG:
        kind = _kind(known)
        over = f'<p class="dsw-over">{escape(name)}</p>' if name else ""
        return (
            f"{over}<h1>{escape(text(f'deur.{kind}.kop'))}</h1>"
            f'<p class="dsw-intro">{escape(text(f"deur.{kind}.uitleg"))}</p>'
            f"{small_form_html('/s', text(f'deur.{kind}.knop'), key=key, loud=True)}"
        )
    again = ""
    if known.holder.signatory:
        again = small_form_html("/s/nieuw", text("deur.nieuw"), loud=True)
    return (
        f"<h1>{escape(text(f'deur.{known.state}.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text(f"deur.{known.state}.uitleg"))}</p>{again}'
        f'<p><a href="/link">{escape(text("deur.vraag"))}</a></p>'
    )


def stop_html(key: str) -> str:
    """What stands behind the link that ends reminders: one button."""
    return (
        f"<h1>{escape(text('stop.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text("stop.uitleg"))}</p>'
        f"{small_form_html('/stop', text('stop.knop'), key=key, loud=True)}"
    )


def _kind(known: KnownLink) -> str:
    if known.holder.staff:
        return "medewerker"
    return "aanmelding" if known.holder.signup else "ondertekenaar"
