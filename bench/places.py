"""Where everything lies that a measurement needs or leaves, and the day it is in all of them."""

from dsw.settings import DATA, ROOT

#: Registers, exports and environments that are made once and kept.
KEPT = DATA / "local" / "bench"
#: What a run leaves.
RESULTS = ROOT / "bench" / "results"
#: The pages ours are compared with.
PEERS = ROOT / "bench" / "peers"
#: The day it is in every measurement, so that a register that was kept is as old as a new one.
TODAY = "2026-11-02"
