"""Where a meeting's slides, its report and its files are."""

from html import escape

from dsw.texts import text

ADDRESS = "/bijeenkomst"
#: What a meeting can be taken along as, by the ending of the file's name.
ENDINGS = ("pptx", "pdf")


def links_of(ref: str) -> dict[str, str]:
    """Addresses of a meeting by its public reference: ``dias``, ``verslag`` and each of ``ENDINGS``."""
    files = {ending: f"{ADDRESS}/meenemen.{ending}?id={ref}" for ending in ENDINGS}
    return {"dias": f"{ADDRESS}?id={ref}", "verslag": f"{ADDRESS}/verslag?id={ref}", **files}


def links_html(ref: str, here: str) -> str:
    """A list of links to all of them but where one is."""
    items = "".join(
        f'<li><a href="{escape(address)}">{escape(text(f"meenemen.naar.{name}"))}</a></li>'
        for name, address in links_of(ref).items()
        if name != here
    )
    return f'<ul class="dsw-more dsw-take">{items}</ul>'
