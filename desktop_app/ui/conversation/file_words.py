"""What a file's button says beside its name: how large it is, and whether its bytes are here."""

from __future__ import annotations

from desktop_app.store.queries.requests import AttachmentItem
from desktop_app.wording import Wording, file_size

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".heic")


def file_words(file: AttachmentItem, words: Wording) -> str:
    """388 KB; 388 KB · ambil; 388 KB · belum tiba; 388 KB · tidak pernah tiba."""
    size = file_size(file.size)
    if file.local:
        return size
    if file.complete:
        return words.text("{size} · fetch", size=size)
    if file.lost:
        return words.text("{size} · never arrived", size=size)
    return words.text("{size} · not here yet", size=size)


def file_icon(name: str) -> str:
    """The icon of such a file."""
    return "image" if name.lower().endswith(_PICTURES) else "file-text"
