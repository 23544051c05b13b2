"""What counts as an address of the web."""

import pytest

from annotations.addresses import is_link, is_web


@pytest.mark.parametrize(
    "address", ["https://a.example", "HTTP://a.example:8080/b?c=d#e", "http://[::1]/", "https://käse.example/ü"]
)
def test_addresses_of_the_web(address: str) -> None:
    assert is_web(address)
    assert is_link(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "a.example", "https://", "http:///path", "https://?q", "https://#top", "http://[bad", "http://:80/"),
        *(
            "ftp://a.example",
            "javascript:alert(1)",
            "https://a.example/b c",
            "https://a.example\n",
            " https://a.example",
        ),
    ],
)
def test_what_is_none(address: str) -> None:
    assert not is_web(address)


@pytest.mark.parametrize("address", ['https://a.example/"', "https://a.example/<b>", "https://a.example/\\"])
def test_an_address_that_would_end_a_link_is_none_in_markup(address: str) -> None:
    assert is_web(address)
    assert not is_link(address)
