import streamlit as st

from dsw.screen import frame

places = {place.title: place for place in frame.PLACES}
page = st.navigation(frame.pages(), position="hidden")
st.set_page_config(page_title=places[page.title].tab, layout="wide")
page.run()
