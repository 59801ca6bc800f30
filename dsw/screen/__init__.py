"""The only floor, besides the doors, that knows Streamlit: the address, filters, and blocks drawn once."""
