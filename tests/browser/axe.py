"""What axe-core has to say about a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
            "best-practice",
        ],
    },
    "resultTypes": ["violations"],
}


def axe_violations(page: Page) -> list[str]:
    """Every breach of WCAG 2.0 to 2.2, level A and AA, and of good practice: rule, how bad, and where."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", _OPTIONS)
    return [
        f"{breach['id']} ({breach['impact']}) {node['target']}: {node['failureSummary']}"
        for breach in found["violations"]
        for node in breach["nodes"]
    ]
