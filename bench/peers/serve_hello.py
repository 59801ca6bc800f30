"""Serves the page that says hello with the product's server: ``python -m bench.peers.serve_hello PORT``."""

import sys

from bench.places import PEERS
from dsw.server import create_app, serve

if __name__ == "__main__":
    serve("127.0.0.1", int(sys.argv[1]), create_app(page=PEERS / "hello.py"))
