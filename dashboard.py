import streamlit as st

from dsw.screen import frame

places = {place.title: place for place in frame.PLACES}
page = st.navigation(
    [
        st.Page(place.script, title=place.title, url_path=place.path, default=not place.path)
        for place in frame.PLACES
    ],
    position="hidden",
)
st.set_page_config(page_title=places[page.title].tab, layout="wide")
frame.begin_page()
page.run()
