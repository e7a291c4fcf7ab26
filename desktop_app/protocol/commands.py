"""Every command there is, by its kind. Apart from `wire`: reading needs none of them, and a start only reads."""

from __future__ import annotations

import json

from desktop_app.domain.checklists.commands import CompleteTask, ReopenTask
from desktop_app.domain.effects import Command, Withdrawn
from desktop_app.domain.knowledge.acknowledgement import (
    AcknowledgeArticle,
    DeclineArticle,
    RemindAcknowledgement,
    SetAcknowledgementRule,
    WithdrawAcknowledgementRule,
)
from desktop_app.domain.knowledge.in_force import ConfirmArticle, RetireArticle
from desktop_app.domain.knowledge.pictures import AddPicture
from desktop_app.domain.knowledge.publishing import (
    AskReview,
    CancelPublication,
    DiscardManuscript,
    PublishArticle,
    ReturnManuscript,
    SaveManuscript,
)
from desktop_app.domain.knowledge.upkeep import CompleteUpkeep
from desktop_app.domain.requests.conversation import AddReply, AskRequester, Reopen, Resolve
from desktop_app.domain.requests.handling import Cancel, Claim, Close, Rate, Release, Resume, TakeOver, WaitForOther
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol.wire import moment

COMMANDS: tuple[type[Command], ...] = (
    Submit, AddReply, AskRequester, Claim, TakeOver, Release, WaitForOther, Resume, Resolve, Close, Reopen, Rate,
    Cancel, CompleteTask, ReopenTask, AcknowledgeArticle, DeclineArticle, SetAcknowledgementRule,
    WithdrawAcknowledgementRule, RemindAcknowledgement, CompleteUpkeep,
    SaveManuscript, DiscardManuscript, AskReview, ReturnManuscript, PublishArticle, CancelPublication, RetireArticle,
    ConfirmArticle, AddPicture, Withdrawn,
)  # fmt: skip
BY_KIND = {command.__name__: command for command in COMMANDS}


def command(kind: str, id: str, person: str, at: int, text: str) -> Command:
    """The command again. Raises KeyError, TypeError or ValueError for one that this version does not know."""
    return BY_KIND[kind](id=id, person=person, at=moment(at), **json.loads(text))
