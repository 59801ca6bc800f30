import streamlit as st

from dsw.screen import frame

st.navigation(frame.pages(), position="hidden").run()
