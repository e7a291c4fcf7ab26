"""A few articles of a company, in words that the table of the tests has."""

from __future__ import annotations

from desktop_app.domain.knowledge.rows import Article
from tests.search.articles import article

CARD = article(
    "kartu",
    "Kartu akses membuka pintu gedung.\n\n## Kartu hilang\n\nLaporkan kartu yang hilang kepada resepsionis.\n",
    title="Kartu akses",
)
CARD_EN = article(
    "kartu",
    "The card opens the building.\n\n## Lost card\n\nReport a missing card to the reception.\n",
    language="en",
    title="Access card",
)
HEALTH_EN = article(
    "kesehatan",
    "See a doctor first.\n\n## What we reimburse\n\nDental costs are covered yearly. Zorgo has the medical form.\n",
    language="en",
    title="Health cover",
    category="pay",
)
LAPTOP_EN = article(
    "laptop", "Report a damaged laptop.\n\n## Repairs\n\nRepairs take two days.\n", language="en", category="it"
)
LEAVE_EN = article("cuti", "Everybody has twelve days of leave.\n", language="en", title="Leave")
PARKING_EN = article("parkir", "Parking for a motorcycle is under the building.\n", language="en", title="Parking")
FILLING = [
    article(f"fill-{number}", f"Paragraph {number}, minutes and agendas.\n", language="en", title=f"Minutes {number}")
    for number in range(8)
]
ARTICLES: tuple[Article, ...] = (CARD, CARD_EN, HEALTH_EN, LAPTOP_EN, LEAVE_EN, PARKING_EN, *FILLING)
