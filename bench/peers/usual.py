"""The overview and the page about regions as a Streamlit app is usually written: all of it, on every run."""

import streamlit as st
from figures import (
    PLAN,
    Stand,
    Tables,
    changes,
    heatmap,
    map_chart,
    municipalities,
    read,
    sections_chart,
    stand,
)


def ask() -> tuple[Tables, Stand, str]:
    """What the visitor chose, and how it stood then."""
    columns = st.columns(3)
    day = str(columns[0].date_input("Day", PLAN["today"], max_value=PLAN["today"]))
    section = columns[1].selectbox("Section", range(len(PLAN["sections"]) + 1), format_func=section_name)
    province = columns[2].selectbox("Province", ["", *PLAN["provinces"]], format_func=province_name)
    tables = read()
    return tables, stand(tables, day, section or None, province or None), day


def section_name(number: int) -> str:
    """What a choice of section is called."""
    return PLAN["sections"][number - 1] if number else "All sections"


def province_name(code: str) -> str:
    """What a choice of province is called."""
    return PLAN["provinces"].get(code, "Everywhere")


def overview() -> None:
    """The page that answers in one glance."""
    st.title("Overview")
    tables, now, day = ask()
    metrics(now)
    st.plotly_chart(sections_chart(now))
    left, right = st.columns(2)
    left.dataframe(changes(tables, day, now))
    places = municipalities(now)
    right.dataframe(places[places["signatories"] == 0][["name"]])


def regions() -> None:
    """The page with a map and a heat map."""
    st.title("Regions")
    _, now, _ = ask()
    metrics(now)
    st.plotly_chart(map_chart(now))
    st.plotly_chart(heatmap(now))


def metrics(now: Stand) -> None:
    """The figures."""
    columns = st.columns(3)
    columns[0].metric("Signatories", len(now.signatories))
    columns[1].metric("Pledges", len(now.pledges))
    columns[2].metric("Done", int((now.pledges["status"] == "afgerond").sum()))


st.set_page_config(layout="wide")
st.navigation([st.Page(overview, default=True), st.Page(regions, url_path="regios")]).run()
