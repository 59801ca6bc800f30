"""What the pages of the staff share."""

import pytest
from markdown_it import MarkdownIt

from dsw.screen.office import plain_label


@pytest.mark.parametrize(
    "said",
    [
        "Welzijn",
        "*schuin* en **vet**",
        "![plaatje](http://x.example/a.png)",
        "[link](http://x.example)",
        "1. a_b_c",
    ],
)
def test_a_label_shows_what_somebody_wrote_as_it_is(said: str) -> None:
    (words,) = (one for one in MarkdownIt().parse(plain_label(said)) if one.type == "inline")
    assert {one.type for one in words.children or ()} <= {"text", "text_special"}
    assert "".join(one.content for one in words.children or ()) == said
