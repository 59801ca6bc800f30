"""What both peers show, computed the usual way with pandas and drawn with Plotly Express.

They know the register's tables and a file with the plan's names; of the product's own code they know nothing.
"""

import json
import os
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

PLAN = json.loads(Path(os.environ["BENCH_PLAN"]).read_text(encoding="utf-8"))
STATUSES = ["afgerond", "bezig", "staat_stil", "gestopt", "niet_gestart"]
_RECENT = timedelta(days=90)


@dataclass(frozen=True)
class Tables:
    """The register's tables, as pandas reads them."""

    events: pd.DataFrame
    pledges: pd.DataFrame
    profiles: pd.DataFrame


@dataclass(frozen=True)
class Stand:
    """How it stood on a day: one row per signatory, and one per pledge with its latest status."""

    signatories: pd.DataFrame
    pledges: pd.DataFrame


def read() -> Tables:
    """Everything, from the database."""
    with sqlite3.connect(os.environ["BENCH_REGISTER"]) as connection:
        events = pd.read_sql(
            "SELECT id, fact, day, signatory_id, pledge_id, profile_id, status FROM event", connection
        )
        pledges = pd.read_sql("SELECT id AS pledge_id, signatory_id, action FROM pledge", connection)
        profiles = pd.read_sql("SELECT id AS profile_id, kind, group_no, regions FROM profile", connection)
    connection.close()
    return Tables(events, pledges, profiles)


def stand(tables: Tables, day: str, section: int | None = None, province: str | None = None) -> Stand:
    """How it stood at the end of a day, with up to two cuts."""
    known = tables.events[tables.events["day"] <= day]
    signed = known[known["fact"] == "ondertekend"][["signatory_id", "profile_id"]]
    signatories = signed.merge(tables.profiles, on="profile_id")
    if province:
        inside = {place["code"] for place in PLAN["municipalities"] if place["province"] == province}
        where = signatories["regions"].str.split().apply(lambda codes: bool({*codes} & {*inside, province}))
        signatories = signatories[where]
    told = known[known["fact"].isin(["toegezegd", "gemeld"])].sort_values(["day", "id"])
    latest = told.groupby("pledge_id", as_index=False).last()[["pledge_id", "status"]]
    pledges = latest.merge(tables.pledges, on="pledge_id").merge(signatories, on="signatory_id")
    pledges["status"] = pledges["status"].fillna("niet_gestart")
    pledges["section"] = pledges["action"].map(lambda action: PLAN["section_of"][action - 1])
    if section:
        pledges = pledges[pledges["section"] == section]
        signatories = signatories[signatories["signatory_id"].isin(pledges["signatory_id"])]
    return Stand(signatories, pledges)


def sections_chart(now: Stand) -> go.Figure:
    """Pledges per section by status."""
    counts = now.pledges.groupby(["section", "status"], as_index=False).size()
    counts["name"] = counts["section"].map(lambda number: PLAN["sections"][number - 1])
    orders = {"name": PLAN["sections"], "status": STATUSES}
    return px.bar(counts, x="size", y="name", color="status", orientation="h", category_orders=orders)


def changes(tables: Tables, day: str, now: Stand) -> pd.DataFrame:
    """How many pledges went from one status to another lately."""
    since = (pd.Timestamp(day) - _RECENT).date().isoformat()
    before = stand(tables, since).pledges[["pledge_id", "status"]]
    both = now.pledges.merge(before, on="pledge_id", how="left", suffixes=("", "_before"))
    both["status_before"] = both["status_before"].fillna("-")
    moved = both[both["status"] != both["status_before"]]
    return moved.groupby(["status_before", "status"], as_index=False).size()


def municipalities(now: Stand) -> pd.DataFrame:
    """How many signatories work in each municipality."""
    codes = now.signatories.assign(code=now.signatories["regions"].str.split()).explode("code")
    counts = codes.groupby("code").size()
    places = pd.DataFrame(PLAN["municipalities"])
    return places.assign(signatories=places["code"].map(counts).fillna(0).astype(int))


def map_chart(now: Stand) -> go.Figure:
    """A hexagon per municipality."""
    places = municipalities(now)
    drawn = px.scatter(places, x="x", y="y", color="signatories", hover_name="name", height=600)
    drawn.update_traces(marker={"symbol": "hexagon", "size": 14})
    drawn.update_yaxes(scaleanchor="x", autorange="reversed")
    return drawn


def heatmap(now: Stand) -> go.Figure:
    """Pledges per section and province."""
    province_of = {place["code"]: place["province"] for place in PLAN["municipalities"]}
    regions = now.pledges.assign(code=now.pledges["regions"].str.split()).explode("code")
    regions["province"] = regions["code"].map(province_of).fillna(regions["code"])
    inside = regions[regions["province"].isin(PLAN["provinces"])].drop_duplicates(["pledge_id", "province"])
    inside = inside.assign(province=inside["province"].map(PLAN["provinces"]))
    return px.imshow(inside.groupby(["province", "section"]).size().unstack(fill_value=0), text_auto=True)
