"""The least a page can be."""

import streamlit as st

st.write("Hello, world")
