"""Words that lie on this laptop and were not sent: what is being written, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Kept:
    """A draft about one request. `refused`: the id of the refused command the words come from; `way`: how they were to
    be sent (see `ways`)."""

    no: int
    kind: str
    text: str
    at: datetime
    internal: bool = False
    way: str = ""
    stars: int = 0
    files: tuple[Mapping[str, Any], ...] = ()
    refused: str | None = None


def kept_about(drafts: Iterable[Any], request: str) -> list[Kept]:
    """The drafts of replies and ratings that belong to this request, the newest first."""
    return [
        Kept(
            no=draft.no, kind=draft.kind, text=str(draft.body.get("text", "")), at=draft.at,
            internal=bool(draft.body.get("internal")), way=str(draft.body.get("way", "")),
            stars=int(draft.body.get("stars", 0)), files=tuple(draft.body.get("files", ())), refused=draft.refused,
        )
        for draft in drafts
        if draft.about == request and draft.kind in ("reply", "rating")
    ]  # fmt: skip
