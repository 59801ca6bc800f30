"""Where the browser of the browser tests is."""

import os
import shutil

#: Another Chromium to use.
BROWSER_VARIABLE = "DSW_TEST_CHROMIUM"
#: Runs as any user, and asks nothing of its own accord.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: A busy machine draws slowly; what is right comes in the end.
MILLISECONDS_TO_APPEAR = 30_000


def chromium() -> str | None:
    """The path of an installed Chromium or Chrome; None when there is none."""
    named = os.environ.get(BROWSER_VARIABLE)
    candidates = (
        [named] if named else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    )
    return next((found for name in candidates if (found := shutil.which(name))), None)
