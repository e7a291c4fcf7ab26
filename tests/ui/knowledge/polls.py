"""Polls on the articles of the sample company, as a pull brings them."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.feedback.questions import about_article, poll_on_article
from desktop_app.domain.feedback.rows import Poll, SigningKey, Tally
from tests.ui.laptop_builder import company

MODULUS = (2**1279 - 1) * (2**768 + 1)


def polls() -> list[Any]:
    """The key, and a poll for each article."""
    of = {article.id: article for article in company().articles}
    return [
        SigningKey("0001", f"{MODULUS:x}"),
        *(
            Poll(poll_on_article(name, each.version), about_article(name), each.version, each.owner, "all", "0001", e)
            for e, (name, each) in enumerate(of.items(), 65_537)
        ),
    ]


def tally(article: str, yes: int, no: int, *missing: str, version: int = 1, team: str = "hr") -> Tally:
    return Tally(
        poll_on_article(article, version), about_article(article), version, team, yes + no,
        {"helped:yes": yes, "helped:no": no}, [["missing", words] for words in sorted(missing)],
    )  # fmt: skip
