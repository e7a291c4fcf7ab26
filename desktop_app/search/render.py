"""Markdown to the HTML that the reader shows: safe whatever it says, and made of what Qt's rich text can draw.

Quotes, code and tables become tables with classes, since Qt's blocks have neither border nor padding:
`table.callout` (cells `td.callout-edge`, `td.callout`), `table.code` (cell `td.code`), `table.data`. Colours and
padding are the reader's style sheet; nothing is fetched, no image is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from html import escape
from typing import Any, NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from desktop_app.domain.knowledge.markdown import Anchors, plain, repeats_title
from desktop_app.domain.knowledge.rows import Article

RENDER_VERSION = 1  # raise it when the same article would look different: what was kept is rendered anew

LONGEST_BODY = 250_000  # characters; some 40,000 words
MOST_BLOCKS = 4_000  # paragraphs, lists, tables; more would hold up the window that shows them
MOST_HTML = 3_000  # HTML elements written into one article; cleaning takes time by the square of their depth
LONGEST_PARAGRAPH = 8_000  # characters; a longer one is shown without emphasis and links: finding them is quadratic
DEEPEST = 12  # elements inside one another
_DEEPEST_BOX = 3  # quotes, code and tables inside one another
SCHEMES = {"sigap", "https", "mailto"}

_TAGS = set(
    "a b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre s samp section "
    "small span strong sub sup table tbody td tfoot th thead tr u ul".split()
)
_ATTRIBUTES = {"a": {"href", "id"}, "li": {"id"}, "ol": {"start"}, "td": {"align", "colspan", "rowspan"}}
_ATTRIBUTES |= {"th": _ATTRIBUTES["td"], **{f"h{level}": {"id"} for level in range(1, 7)}}
_MOST = {"colspan": 20, "rowspan": 100, "start": 1_000_000}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_VOID = {"br", "hr"}
_BOXES = {  # what opens it, what closes it
    "blockquote": (
        (
            '<table class="callout" width="100%" cellspacing="0" cellpadding="0"><tr>'
            '<td class="callout-edge" width="3"></td><td class="callout">'
        ),
        "</td></tr></table>",
    ),
    "pre": (
        '<table class="code" width="100%" cellspacing="0" cellpadding="0"><tr><td class="code"><pre>',
        "</pre></td></tr></table>",
    ),
    "table": ('<table class="data" cellspacing="0" cellpadding="6">', "</table>"),
}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TASK = re.compile(r"\[([ xX])\][ \t]+")


class Oddity(StrEnum):
    """What of an article could not be shown as it was written."""

    CUT = "cut"  # longer than can be shown
    LONG_PARAGRAPH = "long paragraph"  # shown without emphasis and links
    DEEP = "deep"  # nested deeper than can be shown
    IMAGE = "image"  # shown by its description
    LINK = "link"  # leads nowhere a reader may go from here
    HTML = "html"  # elements that are not shown


class Heading(NamedTuple):
    """One line of the outline; `anchor` is the id of the heading in the page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Rendered:
    """An article as the reader shows it. `links`: where it leads, in order, each once."""

    html: str
    outline: tuple[Heading, ...]
    links: tuple[str, ...]
    oddities: tuple[Oddity, ...]

    def to_row(self) -> dict[str, Any]:
        """As it goes into JSON."""
        return asdict(self)

    @staticmethod
    def from_row(row: Mapping[str, Any]) -> Rendered:
        """As it comes out of JSON."""
        outline = tuple(Heading(*heading) for heading in row["outline"])
        return Rendered(row["html"], outline, tuple(row["links"]), tuple(Oddity(one) for one in row["oddities"]))


def render(article: Article) -> Rendered:
    """The article as a page, without its title. Anchors are those of `sections.split`."""
    oddities: set[Oddity] = set()
    body = article.body
    if len(body) > LONGEST_BODY:
        oddities.add(Oddity.CUT)
        body = body[:LONGEST_BODY] + " …"
    environment: dict[str, Any] = {"oddities": oddities}
    markdown = _parser()
    tokens = _limited(markdown.parse(body, environment), oddities)
    tokens, outline = _outlined(tokens, article.title)
    html = markdown.renderer.render(tokens, markdown.options, environment)
    links: dict[str, None] = {}
    html = _boxed(_sanitised(html, links, oddities), oddities)
    return Rendered(html, tuple(outline), tuple(links), tuple(sorted(oddities)))


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    markdown.core.ruler.at("inline", _inline)
    markdown.add_render_rule("image", _description)
    return markdown


def _inline(state: StateCore) -> None:
    """The parser's own step, with a limit: emphasis and links of a paragraph take time by the square of its length."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) > LONGEST_PARAGRAPH:
                state.env["oddities"].add(Oddity.LONG_PARAGRAPH)
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _description(renderer: Any, tokens: Sequence[Token], at: int, options: Any, environment: Any) -> str:
    environment["oddities"].add(Oddity.IMAGE)
    return (
        f"<em>{escape(renderer.renderInlineAsText(tokens[at].children or [], options, environment), quote=False)}</em>"
    )


def _limited(tokens: list[Token], oddities: set[Oddity]) -> list[Token]:
    """The tokens up to the most blocks that are shown; HTML as text where there is too much of it."""
    blocks = 0
    for at, token in enumerate(tokens):
        blocks += token.level == 0 and token.nesting >= 0
        if blocks > MOST_BLOCKS:
            oddities.add(Oddity.CUT)
            tokens = tokens[:at]
            break
    written = [token for token in tokens if token.type == "html_block"]
    written += (child for token in tokens for child in token.children or () if child.type == "html_inline")
    if sum(token.content.count("<") for token in written) > MOST_HTML:
        oddities.add(Oddity.HTML)
        for token in written:
            token.content = escape(token.content, quote=False)
    return tokens


def _outlined(tokens: list[Token], title: str) -> tuple[list[Token], list[Heading]]:
    """The tokens with an id at each heading, without a first heading that only repeats the title; and the outline."""
    anchors = Anchors()
    outline: list[Heading] = []
    kept: list[Token] = []
    skipping = 0
    for at, token in enumerate(tokens):
        if skipping:
            skipping -= 1
            continue
        if token.type == "heading_open" and token.level == 0:
            text = plain(tokens[at + 1].content)
            anchor = anchors.of(text)
            if not kept and token.tag == "h1" and repeats_title(text, title):
                skipping = 2
                continue
            token.attrSet("id", anchor)
            outline.append(Heading(int(token.tag[1]), text, anchor))
        elif token.type in ("td_open", "th_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrSet("align", style.removeprefix("text-align:"))
        elif token.type == "inline" and at > 1 and tokens[at - 2].type == "list_item_open" and token.children:
            first = token.children[0]
            first.content = _TASK.sub(lambda done: "☐ " if done[1] == " " else "☑ ", first.content, count=1)
        kept.append(token)
    return kept, outline


def _sanitised(html: str, links: dict[str, None], oddities: set[Oddity]) -> str:
    """Only what the reader draws. Links outside `SCHEMES` become text."""

    def value(tag: str, name: str, text: str) -> str | None:
        if name == "href":
            scheme = _SCHEME.match(text)
            if text.startswith("#") or (scheme and scheme[0][:-1].lower() in SCHEMES):
                links[text] = None
                return text
            oddities.add(Oddity.LINK)
            return None
        if name in _MOST:
            return text if text.isascii() and text.isdigit() and int(text[:9]) <= _MOST[name] else None
        if name == "align":
            return text if text in ("left", "right", "center") else None
        return text

    found = set(re.findall(r"<([a-z][a-z0-9]*)\b", html.lower()))
    if found - _TAGS:
        oddities.add(Oddity.HTML)
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "textarea"},
        attributes=_ATTRIBUTES,
        attribute_filter=value,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _boxed(html: str, oddities: set[Oddity]) -> str:
    """Quotes, code and tables in the tables Qt can draw; what is nested too deep stands a level higher."""
    parts: list[str] = []
    opened: list[tuple[str, str]] = []  # element, what closes it
    boxes, at = 0, 0
    for tag in _TAG.finditer(html):
        parts.append(html[at : tag.start()])
        at = tag.end()
        closing, name = tag[1], tag[2]
        if name in _VOID:
            parts.append(tag[0])
        elif closing:
            of, end = opened.pop()
            boxes -= of in _BOXES and bool(end)
            if of in ("code", "pre") and parts[-1].endswith("\n"):  # Qt would draw an empty line
                parts[-1] = parts[-1][:-1]
            parts.append(end)
        elif len(opened) >= DEEPEST or (name in _BOXES and boxes >= _DEEPEST_BOX):
            oddities.add(Oddity.DEEP)
            opened.append((name, ""))
        elif name in _BOXES:
            begin, end = _BOXES[name]
            boxes += 1
            opened.append((name, end))
            parts.append(begin)
        else:
            opened.append((name, f"</{name}>"))
            parts.append(tag[0])
    parts.append(html[at:])
    return "".join(parts)
