"""The pictures of an article: they go to its team ahead of the text that names them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.domain.effects import Command, Effects, Put, Refused, Rows
from desktop_app.domain.knowledge.publishing import ID, check_of_team, owner_of
from desktop_app.domain.knowledge.rows import Article, Picture

LARGEST_PICTURE = 600_000  # bytes
MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class AddPicture(Command):
    """A picture for an article of this team, published or not. `picture` is the SHA-256 of the bytes, `data` base64."""

    article: str
    owner: str
    picture: str
    media_type: str
    width: int
    height: int
    data: str

    def effects(self, rows: Rows) -> Effects:
        right = (
            ID.fullmatch(self.article)
            and _SHA256.fullmatch(self.picture)
            and self.media_type in MEDIA_TYPES
            and 1 <= self.width <= 10_000
            and 1 <= self.height <= 10_000
        )
        if not right:
            raise Refused("invalid")
        if len(self.data) > LARGEST_PICTURE * 4 // 3 + 4:
            raise Refused("too_long")
        check_of_team(rows, self.person, self.owner)
        if owner_of(rows, self.article) not in (None, self.owner):
            raise Refused("not_yours")
        if rows.get(Picture, self.picture, self.article) is not None:
            return []
        article = min(rows.where(Article, id=self.article), key=lambda each: each.language, default=None)
        audience = article.audience if article else f"team:{self.owner}"
        return [
            Put(
                Picture(
                    self.picture, self.article, self.media_type, self.width, self.height, self.data, audience,
                    self.owner,
                )
            )
        ]  # fmt: skip
