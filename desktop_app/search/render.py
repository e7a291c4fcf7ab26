"""Markdown to the HTML that the reader shows: safe whatever it says, and made of what Qt's rich text can draw.

Quotes, code and tables become tables with classes (`boxes.py`), since Qt's blocks have neither border nor padding;
colours and padding are the reader's style sheet. The only images are the company's own pictures, which lie on the
laptop; nothing is fetched. What is not shown as it was written is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from html import escape, unescape
from typing import Any, NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from desktop_app.domain.knowledge.hidden_characters import hides, revealed, unmarked
from desktop_app.domain.knowledge.markdown import Anchors, plain, repeats_title
from desktop_app.domain.knowledge.rows import Article
from desktop_app.search.boxes import CALLOUTS, boxed

RENDER_VERSION = 2  # raise it when the same article would look different: what was kept is rendered anew

LONGEST_BODY = 250_000  # characters; some 40,000 words
MOST_BLOCKS = 4_000  # paragraphs, items, cells; more would hold up the window that shows them
MOST_HTML = 3_000  # HTML elements written into one article; cleaning takes time by the square of their depth
LONGEST_PARAGRAPH = 8_000  # characters; a longer one is shown without emphasis and links: finding them is quadratic
LONGEST_PLAIN = 60_000  # characters of an article that is shown without any form
MOST_NAMED = 12  # things left out that are named one by one
LONGEST_NAME = 80
SCHEMES = {"sigap", "https", "mailto"}

_TAGS = set(
    "a b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre s samp "
    "section small span strong sub sup table tbody td tfoot th thead tr u ul".split()
)
_ATTRIBUTES = {
    "a": {"href", "id"},
    "blockquote": {"class"},
    "img": {"src"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
}
_ATTRIBUTES |= {"th": _ATTRIBUTES["td"], **{f"h{level}": {"id"} for level in range(1, 7)}}
_MOST = {"colspan": 20, "rowspan": 100, "start": 1_000_000}
_LINKED = re.compile(r"<a\b[^<>]*?\shref\s?=\s?[\"']?([^\"'<>\s]+)", re.IGNORECASE)
_ENDLESS = re.compile(r"\S{80}(?=\S)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_PICTURE = re.compile(r"sigap://picture/([0-9a-f]{64})")
_CALLOUT = re.compile(r"\[!([A-Za-z]{3,12})\][ \t]*")
_KINDS = {
    "note": "info", "info": "info", "catatan": "info", "important": "info", "penting": "info",
    "tip": "tip", "saran": "tip", "warning": "warn", "caution": "warn", "peringatan": "warn", "awas": "warn",
}  # fmt: skip
_NO_PICTURE = re.compile(r"<img(?: src=\"(?!sigap://picture/)[^\"]*\")?>")


class Oddity(StrEnum):
    """What of an article could not be shown as it was written."""

    CUT = "cut"  # longer than can be shown
    LONG_PARAGRAPH = "long paragraph"  # shown without emphasis and links
    DEEP = "deep"  # nested deeper than can be shown
    IMAGE = "image"  # from elsewhere: shown by its description
    LINK = "link"  # leads nowhere a reader may go from here
    HTML = "html"  # elements that are not shown
    HIDDEN = "hidden"  # characters nobody sees: shown as marks, or left out
    PLAIN = "plain"  # too much to be shown in its form: its words alone


class LeftOut(NamedTuple):
    """One thing that is not shown as it was written, by its address or element where it has one."""

    oddity: Oddity
    what: str


class Illustration(NamedTuple):
    """A picture in the text and the words that stand for it, which may be none."""

    picture: str
    words: str


class Heading(NamedTuple):
    """One line of the outline; `anchor` is the id of the heading in the page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Rendered:
    """An article as the reader shows it. `links`: where it leads, in order, each once. `left_out` names some of what
    the `oddities` are about."""

    html: str
    outline: tuple[Heading, ...]
    links: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    pictures: tuple[Illustration, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def to_row(self) -> dict[str, Any]:
        """As it goes into JSON."""
        return asdict(self)

    @staticmethod
    def from_row(row: Mapping[str, Any]) -> Rendered:
        """As it comes out of JSON."""
        outline = tuple(Heading(*heading) for heading in row["outline"])
        return Rendered(
            row["html"], outline, tuple(row["links"]), tuple(Oddity(one) for one in row["oddities"]),
            tuple(Illustration(*one) for one in row["pictures"]),
            tuple(LeftOut(Oddity(oddity), what) for oddity, what in row["left_out"]),
        )  # fmt: skip


class _Noticed:
    """What is being left out, as it is met."""

    def __init__(self) -> None:
        self.oddities: set[Oddity] = set()
        self.left_out: dict[LeftOut, None] = {}
        self.pictures: dict[Illustration, None] = {}

    def add(self, oddity: Oddity, what: str = "") -> None:
        self.oddities.add(oddity)
        if what and len(self.left_out) < MOST_NAMED:
            named = revealed(" ".join(what.split()))
            self.left_out[LeftOut(oddity, named[:LONGEST_NAME] + "…" * (len(named) > LONGEST_NAME))] = None


def render(article: Article) -> Rendered:
    """The article as a page, without its title. Anchors are those of `sections.split`."""
    noticed = _Noticed()
    body = article.body
    if len(body) > LONGEST_BODY:
        noticed.add(Oddity.CUT)
        body = body[:LONGEST_BODY] + " …"
    if hides(body):
        noticed.add(Oddity.HIDDEN)
        body = revealed(body)
    environment: dict[str, Any] = {"noticed": noticed}
    markdown = _parser()
    tokens = _limited(markdown.parse(body, environment), noticed)
    tokens, outline = _outlined(tokens, article.title)
    html = markdown.renderer.render(tokens, markdown.options, environment)
    links: dict[str, None] = {}
    html, deep = boxed(_sanitised(html, links, noticed))
    if deep:
        noticed.add(Oddity.DEEP)
    return Rendered(
        html, tuple(outline), tuple(links), tuple(sorted(noticed.oddities)), tuple(noticed.pictures),
        tuple(noticed.left_out),
    )  # fmt: skip


def broken(text: str) -> str:
    """The text with places to break a line in words of unheard-of length: looking for one takes quadratic time."""
    return _ENDLESS.sub(lambda found: f"{found[0]}\u200b", text)


def plain_page(article: Article) -> Rendered:
    """Its words alone, a paragraph a line: for one that takes too long to be given its form. Takes no time."""
    words = revealed(article.body[:LONGEST_PLAIN])
    lines = [broken(line.strip()) for line in words.splitlines() if line.strip()][:MOST_BLOCKS]
    cut = {Oddity.CUT} if len(article.body) > LONGEST_PLAIN else set()
    html = "".join(f"<p>{escape(line, quote=False)}</p>\n" for line in lines)
    return Rendered(html, (), (), tuple(sorted({Oddity.PLAIN} | cut)))


class _Markdown(MarkdownIt):
    """Makes a link of every one, so that those which lead nowhere are named: `_sanitised` takes their address away."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's name
        return True


def _parser() -> MarkdownIt:
    markdown: MarkdownIt = _Markdown("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    markdown.core.ruler.at("inline", _inline)
    markdown.add_render_rule("image", _picture)
    return markdown


def _inline(state: StateCore) -> None:
    """The parser's own step, with a limit: emphasis and links of a paragraph take time by the square of its length."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) > LONGEST_PARAGRAPH:
                state.env["noticed"].add(Oddity.LONG_PARAGRAPH)
                token.children.append(Token("text", "", 0, content=broken(token.content)))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _picture(renderer: Any, tokens: Sequence[Token], at: int, options: Any, environment: Any) -> str:
    """One of the company's own, to be enlarged, with its words under it where it stands alone; else only the words."""
    words = renderer.renderInlineAsText(tokens[at].children or [], options, environment)
    address = str(tokens[at].attrs.get("src", ""))
    picture = _PICTURE.fullmatch(address)
    if picture is None:
        environment["noticed"].add(Oddity.IMAGE, address)
        return f"<em>{escape(words, quote=False)}</em>"
    environment["noticed"].pictures[Illustration(picture[1], words)] = None
    shown = f'<a href="{address}"><img src="{address}"></a>'
    alone = len(tokens) == 1 and words
    return f"{shown}<br><small>{escape(words, quote=False)}</small>" if alone else shown


def _limited(tokens: list[Token], noticed: _Noticed) -> list[Token]:
    """The tokens up to the most blocks that are shown; HTML as text where there is too much of it."""
    blocks = 0
    for at, token in enumerate(tokens):
        blocks += token.block and token.nesting >= 0
        if blocks > MOST_BLOCKS:
            noticed.add(Oddity.CUT)
            tokens = tokens[:at]
            break
    written = [token for token in tokens if token.type == "html_block"]
    written += (child for token in tokens for child in token.children or () if child.type == "html_inline")
    if sum(token.content.count("<") for token in written) > MOST_HTML:
        noticed.add(Oddity.HTML)
        for token in written:
            token.content = escape(broken(token.content), quote=False)
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
            anchor = anchors.of(unmarked(text))
            if not kept and token.tag == "h1" and repeats_title(text, title):
                skipping = 2
                continue
            token.attrSet("id", anchor)
            outline.append(Heading(int(token.tag[1]), text, anchor))
        elif token.type in ("td_open", "th_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrSet("align", style.removeprefix("text-align:"))
        elif token.type == "inline" and at > 1 and tokens[at - 2].type == "blockquote_open":
            _call_out(tokens[at - 2], token)
        elif token.type == "inline" and at > 1 and tokens[at - 2].type == "list_item_open" and token.children:
            first = token.children[0]
            first.content = _TASK.sub(lambda done: "☐ " if done[1] == " " else "☑ ", first.content, count=1)
        kept.append(token)
    return kept, outline


def _call_out(quote: Token, first: Token) -> None:
    """A quote that begins with `[!TIP]` is a call-out of that kind; the mark itself is not shown."""
    children = first.children or []
    marked = _CALLOUT.match(children[0].content) if children and children[0].type == "text" else None
    kind = _KINDS.get(marked[1].lower()) if marked else None
    if marked is None or kind is None:
        return
    quote.attrSet("class", kind)
    children[0].content = children[0].content[marked.end() :]
    if not children[0].content and len(children) > 1 and children[1].type in ("softbreak", "hardbreak"):
        del children[:2]


def _leads_somewhere(address: str) -> bool:
    """To a place on the page, or by a scheme of `SCHEMES`."""
    scheme = _SCHEME.match(address)
    return address.startswith("#") or (scheme is not None and scheme[0][:-1].lower() in SCHEMES)


def _sanitised(html: str, links: dict[str, None], noticed: _Noticed) -> str:
    """Only what the reader draws. Links outside `SCHEMES` become text, images from elsewhere nothing."""

    def value(tag: str, name: str, text: str) -> str | None:
        if name == "href":
            if _PICTURE.fullmatch(text):
                return text
            if not _leads_somewhere(text):
                return None
            links[text] = None
            return text
        if name == "src":
            if not _PICTURE.fullmatch(text):
                noticed.add(Oddity.IMAGE, text)
                return None
            return text
        if name == "class":
            return text if text in CALLOUTS else None
        if name in _MOST:
            return text if text.isascii() and text.isdigit() and int(text[:9]) <= _MOST[name] else None
        if name == "align":
            return text if text in ("left", "right", "center") else None
        return text

    found = set(re.findall(r"<([a-z][a-z0-9]*)\b", html.lower()))
    for element in sorted(found - _TAGS):
        noticed.add(Oddity.HTML, f"<{element}>")
    for address in _LINKED.finditer(html):
        if not _leads_somewhere(unescape(address[1])):
            noticed.add(Oddity.LINK, unescape(address[1]))
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "textarea"},
        attributes=_ATTRIBUTES,
        attribute_filter=value,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return _NO_PICTURE.sub("", cleaned)
