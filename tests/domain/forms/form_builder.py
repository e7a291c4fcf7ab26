"""Builds forms for tests in a line or two; what a test does not say is filled in."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.definition import publish

CONTEXT = {"today": "2026-11-25", "me.site": "jakarta", "me.kind": "employee", "me.team": "finance"}
OPTIONS = ("one", "two", "three")


def texts(words: str) -> dict[str, str]:
    return {"id": words, "en": words}


def field(key: str, type: str = "short_text", **more: Any) -> dict[str, Any]:
    if type in ("choice", "choices"):
        more.setdefault("options", [{"key": each, "label": texts(each)} for each in OPTIONS])
    if type == "file":
        more.setdefault("types", ["pdf", "jpg"])
    if type == "table":
        more.setdefault("columns", [field("what", "short_text", max=20), field("amount", "money", required=True)])
    return {"key": key, "type": type, "label": texts(key), **more}


def page(*fields: dict[str, Any], key: str = "page", **more: Any) -> dict[str, Any]:
    return {"key": key, "title": texts(key), "fields": list(fields), **more}


def written(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A form as it is written; `parts` are pages, or the fields of the only page."""
    pages = list(parts) if parts and "fields" in parts[0] else [page(*parts)]
    return {
        "key": "sample",
        "version": 1,
        "team": "hr",
        "icon": "question",
        "category": "work",
        "title": texts("Sample"),
        "about": texts("A sample"),
        "promise": {"first_response_hours": 4},
        "audience": "all",
        "articles": [],
        "subject": {"text": texts("Sample")},
        "pages": pages,
        **more,
    }


def form(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A published definition."""
    return publish(written(*parts, **more)).definition
