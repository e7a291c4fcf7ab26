"""Takes back a request that was not sent yet: its answers become a draft, so that nothing written is lost."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol.changes import Changes


class OtherDraft(Exception):
    """There is another draft of this form, which would be overwritten."""


def take_back(store: Any, submitted: Submit, now: Any) -> Changes:
    """Withdraws it, its answers kept as a draft of its form. Raises `OtherDraft`, and what a withdrawal raises."""
    draft = store.drafts.get("request", submitted.form)
    if draft is not None and draft.refused is None:
        raise OtherDraft(submitted.form)
    changes: Changes = store.writer.withdraw(submitted.id)
    body = {name: getattr(submitted, name) for name in ("form", "version", "subject", "answers")}
    store.drafts.save("request", submitted.form, body, now)
    return Changes(changes.rows, changes.local | {"draft"}, changes.initiator)
