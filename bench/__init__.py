"""How fast it is, as ratios that mean the same on every machine: ``python -m bench`` (``make bench``)."""
