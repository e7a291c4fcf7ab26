"""Quotes, code and tables as tables with classes, which is all of them that Qt's rich text can draw.

`table.callout` (cells `td.callout-edge`, `td.callout` and its kind), `table.code` (cells `td.code`, `td.copy`),
`table.data`.
"""

from __future__ import annotations

import re

CALLOUTS = ("info", "tip", "warn")
DEEPEST = 12  # elements inside one another
_DEEPEST_BOX = 3  # quotes, code and tables inside one another
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_CLASS = re.compile(r'\sclass="([a-z]+)"')
_VOID = {"br", "hr", "img"}
_OPEN = {
    "blockquote": (
        '<table class="callout" width="100%" cellspacing="0" cellpadding="0"><tr>'
        '<td class="callout-edge {kind}"></td><td class="callout {kind}">'
    ),
    "pre": '<table class="code" width="100%" cellspacing="0" cellpadding="0"><tr><td class="code"><pre>',
    "table": '<table class="data" cellspacing="0" cellpadding="6">',
}
_CLOSE = {
    "blockquote": "</td></tr></table>", "pre": '</pre></td><td class="copy"></td></tr></table>', "table": "</table>",
}  # fmt: skip


def boxed(html: str) -> tuple[str, bool]:
    """The cleaned HTML so; what is nested too deep stands a level higher, and True says that something was."""
    parts: list[str] = []
    opened: list[tuple[str, str]] = []  # element, what closes it
    boxes, at, deep = 0, 0, False
    for tag in _TAG.finditer(html):
        parts.append(html[at : tag.start()])
        at = tag.end()
        closing, name = tag[1], tag[2]
        if name in _VOID:
            parts.append(tag[0])
        elif closing:
            of, end = opened.pop()
            boxes -= of in _OPEN and bool(end)
            if of in ("code", "pre") and parts[-1].endswith("\n"):  # Qt would draw an empty line
                parts[-1] = parts[-1][:-1]
            parts.append(end)
        elif len(opened) >= DEEPEST or (name in _OPEN and boxes >= _DEEPEST_BOX):
            deep = True
            opened.append((name, ""))
        elif name in _OPEN:
            boxes += 1
            opened.append((name, _CLOSE[name]))
            kind = _CLASS.search(tag[3])
            parts.append(_OPEN[name].replace("{kind}", kind[1] if kind else "info"))
        else:
            opened.append((name, f"</{name}>"))
            parts.append(tag[0])
    parts.append(html[at:])
    return "".join(parts), deep
