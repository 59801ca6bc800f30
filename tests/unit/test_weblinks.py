"""Only addresses on the web are followed."""

import pytest

from dsw.weblinks import web_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" https://voorbeeld.nl/a?b=c#d ", "https://voorbeeld.nl/a?b=c#d"),
        ("http://voorbeeld.nl", "http://voorbeeld.nl"),
        ("HTTPS://voorbeeld.nl", "HTTPS://voorbeeld.nl"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//voorbeeld.nl", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://voorbeeld.nl/\u202eexe", ""),
        ("https://a b", ""),
        ("www.voorbeeld.nl", ""),
        ("http://[", ""),
        (" http://voorbeeld.nl ", "http://voorbeeld.nl"),
        ("https://voorbeeld.nl/a?b=c", "https://voorbeeld.nl/a?b=c"),
        ("", ""),
    ],
)
def test_only_web_addresses_are_followed(text: str, shown: str) -> None:
    assert web_address(text) == shown
