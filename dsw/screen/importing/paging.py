"""One page of many: which one this is, and a button to the one before and the one after."""

from html import escape

import streamlit as st

from dsw.screen.sheet import put
from dsw.texts import text


def paging(part: str, page: int, total: int, size: int) -> int:
    """Draw where one is, where there is more than one page.

    Args:
        part: of the page, for its texts and keys.
        page: which one, counted from 1; total: how many there are; size: how many a page shows.

    Returns:
        -1 or 1 when a button was pressed, else 0.
    """
    if total <= size:
        return 0
    first, last = (page - 1) * size + 1, min(page * size, total)
    said = text(f"inlezen.{part}.bladzijde", van=first, tot=last, totaal=total)
    put(f'<p class="dsw-note" role="status">{escape(said)}</p>')
    with st.container(horizontal=True, key=f"inlezen-blader-{part}"):
        back = st.button(text("inlezen.vorige"), key=f"inlezen-vorige-{part}", disabled=page == 1)
        on = st.button(text("inlezen.volgende"), key=f"inlezen-volgende-{part}", disabled=last == total)
    return 1 if on else -1 if back else 0
