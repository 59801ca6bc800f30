"""Going through a page by keyboard alone, as who cannot use a mouse does."""

from playwright.sync_api import Locator, Page

_MOST = 150


class Keyboard:
    """The keys of one page.

    Attributes:
        presses: how often a button or link was pressed.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def to(self, target: Locator) -> None:
        """Tab on until a thing has the focus; it must be reachable that way."""
        for _ in range(_MOST):
            if target.evaluate("thing => thing === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {target}")

    def press(self, target: Locator) -> None:
        """Press a button or follow a link, and see the page that comes."""
        self.to(target)
        self.presses += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, label: str, words: str) -> None:
        """Type in the field with this label, instead of what stands there."""
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        self.to(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, choice: Locator) -> None:
        """Choose one of several: Tab comes to the group, arrows go through it."""
        name = choice.get_attribute("name")
        group = self.page.locator(f'input[name="{name}"]')
        chosen = self.page.locator(f'input[name="{name}"]:checked')
        self.to(chosen.first if chosen.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if choice.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows never come to {choice}")
