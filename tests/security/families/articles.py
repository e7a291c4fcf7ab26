"""Articles and what becomes of them: reading what is meant for others, and writing what another team answers for."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from tests.documents.files import png
from tests.security.attack import Attack, End, each, push
from tests.security.attacker import Attacker, codes
from tests.security.families.exhaustion import held
from tests.security.families.reading import STREAMS
from tests.security.persons import Who

TABLES = ("article", "edition", "manuscript", "picture")
SEEN = {"article": "plan", "language": "id", "revision": 1}
CHANGE = {"change": "major", "note": ""}
PUBLISH: dict[str, Any] = {"article": "plan", "languages": ["id"], "revisions": [1], "publish_at": None} | CHANGE
SAVE: dict[str, Any] = {
    "article": "plan", "language": "id", "owner": "hr", "title": "Rencana", "body": "x", "category": "pay",
    "audience": "all", "revision": 1, "base_version": 1, "base_minor": 0,
}  # fmt: skip
IMAGE = png()
PICTURE: dict[str, Any] = {
    "article": "plan", "owner": "hr", "picture": hashlib.sha256(IMAGE).hexdigest(), "media_type": "image/png",
    "width": 4, "height": 3, "data": base64.b64encode(IMAGE).decode("ascii"),
}  # fmt: skip
NOT_YOURS, UNKNOWN, INVALID = ("not_yours",), ("unknown",), ("invalid",)
COMMANDS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "writes in another team's manuscript": ("SaveManuscript", SAVE, NOT_YOURS),
    "writes a manuscript for another team": ("SaveManuscript", SAVE | {"article": "baru", "revision": 0}, NOT_YOURS),
    "takes another team's article for their own": ("SaveManuscript", SAVE | {"owner": "it"}, NOT_YOURS),
    "writes for a team that is a list": ("SaveManuscript", SAVE | {"owner": ["hr", "it"]}, NOT_YOURS),
    "writes for no team": ("SaveManuscript", SAVE | {"owner": None}, INVALID),
    "throws another team's manuscript away": ("DiscardManuscript", SEEN, UNKNOWN),
    "asks to have another team's manuscript reviewed": ("AskReview", SEEN | CHANGE, UNKNOWN),
    "returns another team's manuscript": ("ReturnManuscript", SEEN | {"returned": "x"}, UNKNOWN),
    "publishes another team's manuscript": ("PublishArticle", PUBLISH, UNKNOWN),
    "publishes another team's manuscript tomorrow": ("PublishArticle", PUBLISH | {"publish_at": 1}, UNKNOWN),
    "cancels what another team will publish": ("CancelPublication", SEEN | {"article": "site-plan"}, UNKNOWN),
    "retires another team's article": ("RetireArticle", {"article": "site-plan", "valid_until": "2026-01-01"},
                                       NOT_YOURS),
    "retires an article they may not read": ("RetireArticle", {"article": "plan", "valid_until": "2026-01-01"},
                                             UNKNOWN),
    "says of another team's article that it is true": ("ConfirmArticle", {"article": "plan", "review_by": None},
                                                       UNKNOWN),
    "adds a picture to another team's article": ("AddPicture", PICTURE, NOT_YOURS),
    "adds a picture as their own to another team's article": ("AddPicture", PICTURE | {"owner": "it"}, NOT_YOURS),
}  # fmt: skip
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
OWN = PICTURE | {"article": "baru", "owner": "it"}
DISGUISED: dict[str, dict[str, Any]] = {
    "adds a script as a picture": {"data": base64.b64encode(SCRIPT).decode(),
                                   "picture": hashlib.sha256(SCRIPT).hexdigest()},
    "adds a picture under another's name": {"picture": "0" * 64},
    "adds a picture that says it is SVG": {"media_type": "image/svg+xml"},
    "adds a picture of a gigabyte on a side": {"width": 10**9},
    "adds a picture of no size": {"width": None},
}  # fmt: skip


def everything_meant_for_others(attacker: Attacker) -> Any:
    """Each stream from its beginning and by news, whatever scopes are claimed."""
    claimed = ("all", "team:hr", "department:hr", "employment:intern", "site:jakarta", "employment:%")
    reply = attacker.sync(scopes=claimed, full=STREAMS)
    while reply.get("next"):
        reply = attacker.sync(scopes=claimed, full=STREAMS, after=reply["next"])
    return attacker.sync(scopes=claimed, snapshot=attacker.town.ids["beginning"])


def locking(kind: str, body: dict[str, Any]) -> Any:
    """A refused command in a transaction that stays open, while the team goes on writing."""

    def wants(agent: Attacker) -> Any:
        return codes(agent.sync([agent.command("SaveManuscript", SAVE | {"revision": 7})]))

    return held(lambda attacker: attacker.push(kind, body), Who.HR, wants)


ATTACKS = [
    *each(Who.EMPLOYEE, {f"reads the table of {name}s of articles": f"select * from portal.{name}" for name in TABLES}),
    *each(
        Who.EMPLOYEE,
        {
            "publishes what waits by the function behind": "select portal.publish_due()",
            "publishes by the function behind": "select portal.publish_manuscripts('{}', 't-bona', '2026-01-01')",
            "takes an exponent of the key": "select portal.take_exponent()",
            "opens polls": "select portal.keep_article_polls('{plan}')",
        },
    ),
    *(
        Attack("reads every article, edition, manuscript and picture", who, everything_meant_for_others, End.USELESS)
        for who in (Who.EMPLOYEE, Who.CONTRACTOR, Who.OTHER_AGENT, Who.LEAD)
    ),
    *(
        Attack(name, Who.LEAD, push(kind, body), End.RECORDED, codes=codes)
        for name, (kind, body, codes) in COMMANDS.items()
    ),
    *(
        Attack(name, Who.LEAD, push("AddPicture", OWN | more), End.RECORDED, codes=INVALID)
        for name, more in DISGUISED.items()
    ),
    *(
        Attack(
            f"holds another team's manuscript locked by {name}",
            Who.LEAD,
            locking(kind, body),
            End.RECORDED,
            codes=("changed",),
        )
        for name, (kind, body) in {
            "throwing it away": ("DiscardManuscript", SEEN),
            "publishing it": ("PublishArticle", PUBLISH),
            "writing it": ("SaveManuscript", SAVE | {"owner": "it"}),
        }.items()
    ),
]
