"""Words that say nothing about what is asked: those of every sentence, and those that questions are put with."""

from __future__ import annotations

from desktop_app.domain.knowledge.language import STOP_WORDS

_ASKING = (
    "not no if or am did may must could would should just so up out about into than then before after any some because"
    " doing get got getting someone something now want need like im us him while whats hows"
    " aku gue gua lo lu bisa boleh dapat dapet cara gimana mau pengen ingin perlu harus belum oleh tidak tak nggak gak"
    " ga enggak lagi dong sih deh kok gitu kalau kalo klo jika karena soalnya siapa berapa buat bikin para nih tuh udah"
)
SMALL: frozenset[str] = frozenset(_ASKING.split()).union(*STOP_WORDS.values())
