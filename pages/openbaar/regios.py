import streamlit as st

from dsw.screen import blocks, maps
from dsw.screen.asking import read_ask
from dsw.screen.filters import choose_region, filters

ask = read_ask()
blocks.opening(ask, "regions", "secties-provincies")
filters(ask)
st.space("small")
country, region = st.columns([11, 9], gap="large")
with country:
    choose_region(ask)
    maps.explore(ask)
with region:
    blocks.region(ask)
blocks.chart(ask, "regions", "secties-provincies")
blocks.numbers(ask)
