"""A request's messages and steps in one line of time, in words: what the conversation shows, without a widget in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, Literal

from desktop_app import sentences
from desktop_app.store.queries.requests import AttachmentItem, MessageItem, Step
from desktop_app.ui.conversation.article_links import ArticleLink, article_links
from desktop_app.ui.conversation.reading import Reading
from desktop_app.wording import Wording

MessageKind = Literal["theirs", "mine", "note", "pending", "refused"]
_LAST = datetime.max.replace(tzinfo=UTC)
_LONG_ON_THE_WAY = timedelta(minutes=10)
_ICONS = {
    "Submit": "tray", "Claim": "hand", "TakeOver": "arrows-left-right", "Release": "arrow-u-up-left",
    "AskRequester": "question", "WaitForOther": "hourglass-medium", "Resume": "play", "Resolve": "check-square",
    "Close": "check-circle", "Reopen": "arrow-counter-clockwise", "Rate": "star", "Cancel": "x-circle",
    "AddReply": "hand",
}  # fmt: skip
_SPOKEN_ONLY = ("AddNote",)
"""Steps that say no more than their message does."""


@dataclass(frozen=True)
class Said:
    """A message. `note` is the line of its state in the tone of its kind, `changeable` whether it can be taken back."""

    id: str
    kind: MessageKind
    name: str
    avatar: str
    role: str
    me: bool
    text: str
    when: str
    exact: str
    files: tuple[AttachmentItem, ...] = ()
    links: tuple[ArticleLink, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    note: str = ""
    changeable: bool = False


@dataclass(frozen=True)
class Happened:
    """A step between messages. `html` is safe, `plain` the same for a screen reader."""

    id: str
    icon: str
    html: str
    plain: str
    when: str
    exact: str
    tone: str = "soft"


Entry = Said | Happened


def entries(reading: Reading, me: str, words: Wording, *, with_answers: bool) -> list[Entry]:
    """The conversation, oldest first. `with_answers`: those of the form stand in the first message (else beside it)."""
    item = reading.item
    placed: list[tuple[tuple[datetime, int, datetime, int], Entry]] = []
    for message in reading.conversation.messages:
        if message.refused and reading.refusals:
            continue  # the notice above shows these words as a draft
        at = _place(reading, message.received, message.written, message.id, 1)
        placed.append((at, _said(reading, message, me, words)))
    for step in reading.conversation.timeline:
        before = step.kind == "AddReply"
        at = _place(reading, step.received, step.written, step.id, 0 if before else 2)
        placed += [(at, line) for line in _happened(reading, step, me, words)]
    placed.sort(key=lambda each: each[0])
    first = _opening(reading, me, words, with_answers)
    assert item.id == first.id
    return [first, *(entry for _, entry in placed)]


def _place(
    reading: Reading, received: datetime | None, written: datetime, id: str, rank: int
) -> tuple[datetime, int, datetime, int]:
    waiting = reading.waiting.get(id)
    return received or _LAST, 0 if waiting is None else waiting.no, written, rank


def _opening(reading: Reading, me: str, words: Wording, with_answers: bool) -> Said:
    """The request itself is its first message: the words of the form, what hangs on it."""
    item, mine = reading.item, reading.item.requester == me
    about = reading.answered
    waiting = reading.waiting.get(item.id)
    said = Said(
        id=item.id, kind="pending" if waiting is not None else "mine" if mine else "theirs", me=mine,
        name=_who(item.requester_name, mine, words), avatar=item.requester_name, role="",
        text=about.opening, when=_when(waiting is not None, item.written, words), exact=words.exact(item.written),
        files=tuple(each for each in reading.conversation.attachments if each.message is None),
        lines=about.lines if with_answers or not about.opening else (),
    )  # fmt: skip
    return said if waiting is None else _waiting(said, waiting.sent, words)


def _said(reading: Reading, message: MessageItem, me: str, words: Wording) -> Said:
    mine, pending = message.author == me, message.pending
    kind: MessageKind = (
        "refused" if message.refused else "pending" if pending else "note" if message.internal else "mine" if mine
        else "theirs"
    )  # fmt: skip
    shown, links = article_links(message.text)
    attached = [each for each in reading.conversation.attachments if each.message == message.id]
    said = Said(
        id=message.id, kind=kind, me=mine, name=_who(message.author_name, mine, words), avatar=message.author_name,
        role=_role(reading, message, words), text=shown,
        when=_when(pending or bool(message.refused), message.received or message.written, words),
        exact=_exact(message.written, message.received, words), files=tuple(attached), links=links,
    )  # fmt: skip
    if message.refused:
        return replace(said, note=_why_refused(reading, message, words))
    waiting = reading.waiting.get(message.id)
    return _waiting(said, waiting is None or waiting.sent, words) if pending else said


def _waiting(said: Said, sent: bool, words: Wording) -> Said:
    text = words.text
    note = text("On its way") if sent else text("Waiting to be sent as soon as this laptop is connected")
    return replace(said, note=note, changeable=not sent and said.me)


def _why_refused(reading: Reading, message: MessageItem, words: Wording) -> str:
    data = reading.why_refused.get(message.id, {})
    why = sentences.refusal(words.text, message.refused or "", data, reading.name, words.when)
    return words.text("Not sent. {why}", why=why)


def _role(reading: Reading, message: MessageItem, words: Wording) -> str:
    if message.internal:
        return words.text("team note, the requester does not see it")
    person = reading.people.get(message.author)
    if person is None or message.author == reading.item.requester:
        return ""
    team = person.team_names.get(words.text.language, "")
    return f"{team} {_plain_site(person.site_names.get(words.text.language, ''))}".strip()


def _plain_site(name: str) -> str:
    return name.partition(" (")[0]


def _who(name: str, mine: bool, words: Wording) -> str:
    return words.text("{name} (you)", name=name) if mine else name


def _when(written: bool, at: datetime, words: Wording) -> str:
    if not written:
        return words.when(at)
    today = at.astimezone(words.zone).date() == words.today()
    return words.text("written {time}", time=words.hour(at) if today else words.when(at))


def _exact(written: datetime, received: datetime | None, words: Wording) -> str:
    if received is None or received - written < _LONG_ON_THE_WAY:
        return words.exact(received or written)
    return words.text(
        "written {written}, received {received}", written=words.exact(written), received=words.exact(received)
    )


def _happened(reading: Reading, step: Step, me: str, words: Wording) -> list[Happened]:
    if step.kind in _SPOKEN_ONLY or (step.kind == "AddReply" and not step.data.get("take")):
        return []
    if step.kind == "Submit":
        return _received(reading, step, me, words)
    who = step.actor_name
    told = {**step.data, "of": reading.name(str(step.data["of"]))} if step.data.get("of") else dict(step.data)
    html = _step(words, step.kind, {key: escape(str(each)) for key, each in told.items()}, f"<b>{escape(who)}</b>")
    return [_line(step, html, _step(words, step.kind, told, who), words)]


def _step(words: Wording, kind: str, data: dict[str, Any], who: str) -> str:
    text = words.text
    match kind:
        case "AddReply":
            return text("{who} took the request", who=who)
        case "TakeOver" if data.get("of"):
            return text("{who} took the request over from {name}", who=who, name=data["of"])
        case "AskRequester":
            return text("{who} is waiting for an answer", who=who)
        case "Resolve":
            return text("{who} thinks it is solved", who=who)
    return sentences.step(text, kind, data, who)


def _received(reading: Reading, step: Step, me: str, words: Wording) -> list[Happened]:
    """The database has it: what was promised then, and that it was long on the way."""
    if step.received is None:
        return []
    text, due = words.text, reading.promises.first_due
    team = "" if reading.team is None else reading.team.names.get(text.language, "")
    if reading.item.requester != me:
        late = step.received - step.written >= _LONG_ON_THE_WAY
        said = (
            text("Received once the requester's laptop was connected")
            if late
            else text("Received by {team}", team=team)
        )
    elif due is not None:
        said = text("Received by {team}. Promise: a reply by {time}", team=team, time=words.promise(due))
    else:
        said = text("Received by {team}", team=team)
    return [
        replace(_line(step, escape(said), said, words), icon="tray" if reading.item.requester == me else "cloud-check")
    ]


def _line(step: Step, html: str, plain: str, words: Wording) -> Happened:
    when = _when(step.received is None, step.at, words)
    tone = "soft" if step.received is not None else "warn"
    icon = _ICONS.get(step.kind, "circle")
    return Happened(step.id, icon, html, plain, when, _exact(step.written, step.received, words), tone)
