import streamlit as st

from dsw.queries import read_request
from dsw.screen import frame
from dsw.settings import today
from dsw.store import shared_mirror

places = {place.title: place for place in frame.PLACES}
page = st.navigation(
    [
        st.Page(place.script, title=place.title, url_path=place.path, default=not place.path)
        for place in frame.PLACES
    ],
    position="hidden",
)
st.set_page_config(page_title=places[page.title].tab, layout="wide")
request, _ = read_request(st.query_params.to_dict(), today())
frame.begin_page(request.selection.op, shared_mirror().current().head.demo)
page.run()
