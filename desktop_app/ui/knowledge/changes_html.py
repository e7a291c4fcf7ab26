"""What changed between two editions as it is shown: section by section, what is gone beside what is new.

Never by colour alone: what is gone is struck out after a −, what is new is underlined after a +.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from desktop_app.catalogue import Catalogue, _
from desktop_app.domain.knowledge.difference import Fate, SectionChange, Words, word_difference
from desktop_app.domain.knowledge.hidden_characters import revealed
from desktop_app.ui.theme import Theme

SIDE_BY_SIDE = 760
"""Pixels at 100 % from which two columns have room."""
_AROUND, _LONGEST_SAME = 24, 60  # words of what stayed that are shown beside a change; a longer run is shortened
_FATES = {Fate.CHANGED: _("changed"), Fate.ADDED: _("new"), Fate.GONE: _("removed")}


def changes_html(
    changes: Sequence[SectionChange], then: str, now: str, theme: Theme, text: Catalogue, width: int
) -> str:
    """`then` and `now` say which editions these are; `width` decides whether they stand side by side."""
    beside = width >= theme.px(SIDE_BY_SIDE)
    told = [change for change in changes if change.fate is not Fate.SAME]
    parts = [_heads(then, now, theme) if beside else f"<p><b>{escape(then)} → {escape(now)}</b></p>"]
    parts += [_beside(change, theme, text) if beside else _under(change, theme, text) for change in told]
    same = len(changes) - len(told)
    if not told:
        words = text("The words are the same; what changed is how they are set or where links lead.")
        parts.append(f"<p>{escape(words)}</p>")
    elif same:
        words = text.plural("One section is as it was.", "{n} sections are as they were.", same)
        parts.append(f'<p><span class="gone">{escape(words)}</span></p>')
    return "".join(parts)


def _heads(then: str, now: str, theme: Theme) -> str:
    pad = theme.px(12)
    return (
        f'<table width="100%" cellspacing="{theme.px(4)}" cellpadding="{pad}"><tr>'
        f'<td width="50%"><b>{escape(then)}</b></td>'
        f'<td width="50%"><b>{escape(now)}</b></td></tr></table>'
    )


def _beside(change: SectionChange, theme: Theme, text: Catalogue) -> str:
    runs, left, right = _runs(change), "", ""
    if change.before is not None:
        left = _section(change, change.before.heading, _drawn(runs, Fate.GONE, theme), text)
    if change.after is not None:
        right = _section(change, change.after.heading, _drawn(runs, Fate.ADDED, theme), text)
    pad, ground = theme.px(12), theme.tokens.by_name()["sunken"]
    cells = "".join(
        f'<td width="50%" valign="top" bgcolor="{ground}">{cell}</td>' if cell else '<td width="50%"></td>'
        for cell in (left, right)
    )
    return f'<table width="100%" cellspacing="{theme.px(4)}" cellpadding="{pad}"><tr>{cells}</tr></table>'


def _under(change: SectionChange, theme: Theme, text: Catalogue) -> str:
    section = change.after or change.before
    heading = "" if section is None else section.heading
    return _section(change, heading, _drawn(_runs(change), None, theme), text)


def _section(change: SectionChange, heading: str, words: str, text: Catalogue) -> str:
    fate = escape(text(_FATES[change.fate]))
    return f"<p><b>{escape(revealed(heading))}</b> <small>({fate})</small></p><p>{words}</p>"


def _runs(change: SectionChange) -> Sequence[Words]:
    before = "" if change.before is None else change.before.text
    after = "" if change.after is None else change.after.text
    return word_difference(revealed(before), revealed(after))


def _drawn(runs: Iterable[Words], side: Fate | None, theme: Theme) -> str:
    """The runs of one side, or of both."""
    color = theme.tokens.by_name()
    drawn = []
    for run in runs:
        words = escape(_shortened(run)).strip()
        if not words:
            continue
        if run.fate is Fate.SAME:
            drawn.append(words)
        elif side in (None, run.fate) and run.fate is Fate.GONE:
            drawn.append(f'<s style="background-color: {color["danger_soft"]}; color: {color["danger"]}">−{words}</s>')
        elif side in (None, run.fate):
            drawn.append(f'<u style="background-color: {color["good_soft"]}; color: {color["good"]}">+{words}</u>')
    return " ".join(drawn)


def _shortened(run: Words) -> str:
    words = run.text.split()
    if run.fate is not Fate.SAME or len(words) <= _LONGEST_SAME:
        return " ".join(words)
    return f"{' '.join(words[:_AROUND])} … {' '.join(words[-_AROUND:])}"
