"""Where the browser of the browser tests is."""

import os
import shutil

#: Another Chromium to use.
BROWSER_VARIABLE = "DSW_TEST_CHROMIUM"


def chromium() -> str | None:
    """The path of an installed Chromium or Chrome; None when there is none."""
    named = os.environ.get(BROWSER_VARIABLE)
    candidates = (
        [named] if named else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    )
    return next((found for name in candidates if (found := shutil.which(name))), None)
