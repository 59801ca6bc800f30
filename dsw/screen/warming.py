"""What a first visitor would otherwise wait for, done before the server says that it listens."""

import importlib
import inspect
import logging

from dsw.charts import CHARTS
from dsw.errors import DswError
from dsw.figures import FIGURES
from dsw.queries import read_request
from dsw.screen.asking import Ask
from dsw.screen.drawn import chart_of
from dsw.screen.frame import PLACES
from dsw.screen.shell import first_sight
from dsw.settings import today
from dsw.store import shared_mirror

_LOG = logging.getLogger(__name__)

#: What Streamlit imports when a page first needs it.
_HEAVY = (
    "pandas",
    "plotly.graph_objects",
    "plotly.io",
    "plotly.tools",
    "streamlit.elements.plotly_chart",
    "streamlit.web.skills",
)


def warm() -> None:
    """Import what takes long, read the register and draw every page and chart once.

    A register that cannot be read does not stop the start: its pages say so, and may find it later.
    """
    for name in _HEAVY:
        importlib.import_module(name)
    inspect.stack()  # Streamlit asks for it on its first run, and the first answer takes half a second
    for place in PLACES:
        first_sight(place, {})
    try:
        _draw_charts()
    except DswError as error:
        _LOG.warning("nothing is warm: %s", error)


def _draw_charts() -> None:
    snapshot = shared_mirror().current()
    request, _ = read_request({}, today(), snapshot.rules)
    for dark in (False, True):
        ask = Ask(request, today(), dark, snapshot)
        for key in CHARTS:
            chart_of(ask, FIGURES[key].question, key)
