"""The overview and the page about regions as a Dash app; the register is read once, when it starts."""

import sys
from functools import cache
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, dash_table, dcc, html
from figures import PLAN, Stand, changes, heatmap, map_chart, municipalities, read, sections_chart, stand

TABLES = read()
app = Dash(__name__, compress=True, suppress_callback_exceptions=True)
app.layout = html.Div([dcc.Location(id="place"), html.Div(id="page")])


@cache
def today() -> Stand:
    """How it stands."""
    return stand(TABLES, PLAN["today"])


@app.callback(Output("page", "children"), Input("place", "pathname"))
def page(path: str) -> list[Any]:
    """The page at an address."""
    return [*top(), *(regions() if path == "/regios" else overview())]


@cache
def top() -> tuple[Any, ...]:
    """The choices and the figures."""
    now = today()
    sections = [{"label": name, "value": number} for number, name in enumerate(PLAN["sections"], 1)]
    done = int((now.pledges["status"] == "afgerond").sum())
    facts = {"Signatories": len(now.signatories), "Pledges": len(now.pledges), "Done": done}
    return (
        html.H1("Actieplanmonitor"),
        dcc.DatePickerSingle(date=PLAN["today"]),
        dcc.Dropdown(sections),
        dcc.Dropdown(PLAN["provinces"]),
        html.Ul([html.Li(f"{name}: {count}") for name, count in facts.items()], id="figures"),
    )


@cache
def overview() -> tuple[Any, ...]:
    """The page that answers in one glance."""
    now, places = today(), municipalities(today())
    return (
        dcc.Graph(figure=sections_chart(now)),
        rows(changes(TABLES, PLAN["today"], now)),
        rows(places[places["signatories"] == 0][["name"]]),
    )


@cache
def regions() -> tuple[Any, ...]:
    """The page with a map and a heat map."""
    return dcc.Graph(figure=map_chart(today())), dcc.Graph(figure=heatmap(today()))


def rows(frame: pd.DataFrame) -> dash_table.DataTable:
    """A table."""
    return dash_table.DataTable(frame.to_dict("records"), page_size=10)


if __name__ == "__main__":
    app.run(port=sys.argv[1])
