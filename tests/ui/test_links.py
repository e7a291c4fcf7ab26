"""Links are followed only where this product leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.links import KINDS, BadLink, Link, link, parsed


def test_a_link_says_kind_key_language_and_part() -> None:
    found = parsed("sigap://article/sick-leave?language=en#medical-certificate")

    assert (found.kind, found.key, found.anchor) == ("article", "sick-leave", "medical-certificate")
    assert found.get("language") == "en"
    assert found.get("version", "none") == "none"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com",
        "sigap://shutdown/now",
        "sigap:article/x",
        "file:///etc/passwd",
        "",
        "sigap://[",
        "sigap://article/" + "x" * 3000,
    ],
)
def test_what_leads_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(BadLink):
        parsed(address)


@given(
    st.builds(
        Link,
        st.sampled_from(KINDS),
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20),
        st.text(st.characters(categories=["L", "N"]), max_size=10),
    )
)
def test_every_link_reads_back_as_itself(one: Link) -> None:
    assert parsed(str(one)) == one


def test_words_to_search_travel_in_a_link() -> None:
    assert parsed(str(link("search", q="cuti melahirkan & gaji"))).get("q") == "cuti melahirkan & gaji"
