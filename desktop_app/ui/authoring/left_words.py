"""What could not be taken over, and why a file was not, in plain words."""

from __future__ import annotations

from desktop_app.catalogue import Catalogue
from desktop_app.documents.converted import Loss, Reason
from desktop_app.documents.folder import Oddity
from desktop_app.ui.authoring.taking_in import Left


def left_words(text: Catalogue, left: Left) -> str:
    """`comments (3)`, `links to a page that is not there: prices.md`."""
    said = what_words(text, left.what)
    if left.times > 1:
        said = text("{what} ({n})", what=said, n=left.times)
    return text("{what}: {words}", what=said, words=", ".join(left.words)) if left.words else said


def what_words(text: Catalogue, what: Loss | Oddity) -> str:
    """One kind of it."""
    return _LOST[what](text) if isinstance(what, Loss) else _ODD[what](text)


def reason_words(text: Catalogue, reason: Reason) -> str:
    """What is wrong with a file, and what can be done."""
    return {
        Reason.NOT_A_DOCUMENT: text("It is no Word, OpenDocument or Markdown file that can be read."),
        Reason.ENCRYPTED: text(
            "It is protected by a password, or is an old Word file. Save it as .docx without a password and try again."
        ),
        Reason.TOO_LARGE: text("It is more than one article holds. Divide it into several."),
        Reason.UNSAFE: text("It holds something that could do harm, so it was not opened."),
        Reason.EMPTY: text("There is no text in it that could become an article."),
    }[reason]


_LOST = {
    Loss.PICTURE: lambda text: text("pictures of a kind that is not shown"),
    Loss.LINKED_PICTURE: lambda text: text("pictures that lie elsewhere"),
    Loss.MERGED_CELLS: lambda text: text("merged cells of tables, taken apart"),
    Loss.NESTED_TABLE: lambda text: text("tables inside tables, now plain text"),
    Loss.COMMENT: lambda text: text("comments"),
    Loss.MACRO: lambda text: text("macros"),
    Loss.EMBEDDED: lambda text: text("embedded objects"),
}
_ODD = {
    Oddity.UNREADABLE: lambda text: text("cannot be read, left out"),
    Oddity.DOCUMENT: lambda text: text("a document that cannot be read, left out"),
    Oddity.LOST: lambda text: text("parts of a document that have no place in an article"),
    Oddity.TOO_LARGE: lambda text: text("larger than 2 MB, left out"),
    Oddity.NOT_UTF8: lambda text: text("letters in an old encoding, please look them through"),
    Oddity.CONTROL: lambda text: text("invisible control characters, taken out"),
    Oddity.FRONT_MATTER: lambda text: text("fields at the head that are not written right"),
    Oddity.FIELD: lambda text: text("a field at the head that cannot be understood"),
    Oddity.OTHER_FIELDS: lambda text: text("fields at the head that Sigap does not know"),
    Oddity.AUDIENCE: lambda text: text("readers that cannot be understood, left out so that nobody else reads it"),
    Oddity.SAME_ID: lambda text: text("a name that another page has too, named by its path"),
    Oddity.SAME_PAGE: lambda text: text("a name and language that another page has too, left out"),
    Oddity.EMPTY: lambda text: text("no text"),
    Oddity.TAG: lambda text: text("template tags, taken out"),
    Oddity.LINK: lambda text: text("links to a page that is not there"),
    Oddity.INSECURE: lambda text: text("links without encryption, shown as text"),
    Oddity.IMAGE: lambda text: text("pictures that are not shown, only their description"),
    Oddity.HTML: lambda text: text("HTML that is not shown"),
}
