"""Choose a person of the sample company, cut the network, begin afresh. What it wants done it only says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.catalogue import Catalogue, languages
from desktop_app.domain.languages import LANGUAGES
from desktop_app.ui.chooser.person_card import PersonCard
from desktop_app.ui.shell.logo import NAME, Logo, window_icon
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Rule
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import Toggle

_WIDTH, _SIDE = 1144, 384


@dataclass(frozen=True)
class Choice:
    """A person one can be. `title` and `try_` are by language."""

    login: str
    name: str
    role: str
    title: dict[str, str]
    site: str
    try_: dict[str, str]


def _called(choice: Choice | None) -> str:
    return choice.name.split()[0] if choice else "…"


class Chooser(QWidget):
    """Signals: `chosen(login)`, `wire_wanted(connected)`, `language_wanted(code)`, `closing` once it is shut."""

    chosen = Signal(str)
    wire_wanted = Signal(bool)
    afresh_wanted = Signal()
    language_wanted = Signal(str)
    closing = Signal()

    def __init__(self, theme: Theme, text: Catalogue) -> None:
        super().__init__()
        self._theme, self._text = theme, text
        self._company, self._choices = "", list[Choice]()
        self._open: set[str] = set()
        self._connected = True
        self._trouble = ""
        self._cards: dict[str, PersonCard] = {}
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(NAME)
        self.setWindowIcon(window_icon(theme))
        self.setMinimumSize(960, 640)
        self.resize(1440, 900)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self._build()

    def offer(self, company: str, choices: Sequence[Choice]) -> None:
        """The company is there: these are the people."""
        self._company, self._choices, self._trouble = company, list(choices), ""
        self._build()
        if self._choices:
            self._cards[self._choices[0].login].enter.setFocus()

    def wait(self) -> None:
        """The company is being made anew."""
        self._choices, self._trouble, self._connected = [], "", True
        self._build()

    def fail(self, words: str) -> None:
        """The company could not be started, or did not do something."""
        self._trouble = words
        self._build()

    def speak(self, text: Catalogue) -> None:
        """In another language."""
        self._text = text
        self._build()

    def mark_open(self, login: str, is_open: bool) -> None:
        """This person has a window, or no longer."""
        (self._open.add if is_open else self._open.discard)(login)
        if login in self._cards:
            self._cards[login].mark_open(is_open)

    def show_wire(self, connected: bool) -> None:
        """The network is as it was wanted."""
        self._connected = connected
        self._wire_words()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.hide()
        self.closing.emit()

    def _build(self) -> None:
        text, theme = self._text, self._theme
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(24, 24, 24, 22)
        self._inside.setSpacing(0)
        known = [(one.code, one.native) for one in LANGUAGES if one.code in languages()]
        speaking = Segmented(theme, text("Language"), known, text.language)
        speaking.chosen.connect(self.language_wanted.emit)
        self._inside.addLayout(row(Logo(theme, 0), None, speaking))
        self._inside.addSpacing(40)
        self._inside.addWidget(Text(text("Sign in as…"), 24, 700))
        self._inside.addWidget(Text(self._about(), 14, 400, "soft", wrap=True))
        self._inside.addSpacing(20)
        if self._trouble:
            title = text("The sample company could not be started")
            self._inside.addWidget(Notice(theme, "danger", "warning-circle", title, self._trouble))
            self._inside.addSpacing(12)
        side = holder(self._side(), theme.px(_SIDE))
        self._inside.addLayout(row((self._people(), 1), (side, Qt.AlignmentFlag.AlignTop), gap=24))
        self._inside.addStretch(1)
        self._inside.addSpacing(16)
        self._inside.addWidget(Text(text("Demo server: on this computer"), 12, 400, "soft"))
        content = QWidget()
        content.setMaximumWidth(theme.px(_WIDTH) + 48)
        content.setLayout(self._inside)
        before, self._shown = self._shown, Scroll(row(None, (content, 20), None, gap=0))
        self._whole.addWidget(self._shown)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _about(self) -> str:
        if not self._company:
            return self._text("The sample company is being set up. This takes a few seconds.")
        return self._text(
            "This is Sigap with the data of a made-up company, {company}. Choose a person; no password is needed.",
            company=self._company,
        )

    def _people(self) -> QWidget:
        self._cards = {}
        parts: list[object] = []
        for choice in self._choices:
            card = PersonCard(
                self._theme, self._text, choice.name, choice.role, self._local(choice.title), choice.site.capitalize(),
                self._local(choice.try_), primary=not parts,
            )  # fmt: skip
            card.enter.clicked.connect(partial(self.chosen.emit, choice.login))
            card.mark_open(choice.login in self._open)
            self._cards[choice.login] = card
            parts += [Rule(20), card] if parts else [card]
        if not parts:
            return QWidget()
        people = Card(self._theme, column(*parts, gap=0), margins=(0, 3, 0, 3))
        return holder(column(people, None, gap=0))

    def _side(self) -> QVBoxLayout:
        text, theme = self._text, self._theme
        first, second = self._of_role("employee"), self._of_role("agent")
        steps = [
            text("Sign in as <b>{name}</b> and send a request.", name=_called(first)),
            text("Open a second window as <b>{name}</b>, then reply.", name=_called(second)),
            text("Back to {name}: the reply has arrived.", name=_called(first)),
        ]
        open_second = Button(theme, text("Open a second window"), "secondary", "copy")
        open_second.setEnabled(second is not None)
        if second is not None:
            open_second.clicked.connect(partial(self.chosen.emit, second.login))
        top = Qt.AlignmentFlag.AlignTop
        both = Card(
            theme,
            column(
                row(Icon(theme, "users", "accent", 20), Text(text("Play both sides"), 15, 600), None),
                *(row((Badge(theme, str(n), "accent"), top), (Text(step, wrap=True, rich=True), 1), gap=10)
                  for n, step in enumerate(steps, 1)),
                row(open_second, None),
                gap=10,
            ),
            margins=(20, 16, 20, 18),
        )  # fmt: skip
        self._wire = Toggle(theme, text("Cut the network"), not self._connected)
        self._wire.toggled.connect(lambda cut: self.wire_wanted.emit(not cut))
        self._wire_state = Text("", 12, 600)
        self._wire_words()
        look = text("Look at the bottom left: “Offline · 2 waiting to be sent”")
        cut = Card(
            theme,
            column(
                row(Icon(theme, "wifi-slash", "accent", 20), Text(text("Cut the network"), 15, 600), None,
                    self._wire_state, self._wire),
                Text(
                    text("This switch only cuts the connection to the demo server. Go on working: everything is kept "
                         "on this laptop and sent when you connect it again."), wrap=True),
                row(Icon(theme, "cloud-slash", "warn", 16), Text(look, 12, 400, "soft"), None),
                gap=10,
            ),
            margins=(20, 16, 20, 16),
        )  # fmt: skip
        afresh = Button(theme, text("Start afresh now"), "link")
        afresh.clicked.connect(self.afresh_wanted)
        said = text("All people and figures here are made up. What you do is kept until you start afresh.")
        made_up = Card(
            theme,
            row((Icon(theme, "star", "soft", 18), top),
                (column(Text(said, 12, 400, "soft", wrap=True), row(afresh, None), gap=6), 1), gap=10),
            fill="sunken", border=None, margins=(16, 14, 16, 14),
        )  # fmt: skip
        return column(both, cut, 24, made_up, gap=12)

    def _of_role(self, role: str) -> Choice | None:
        return next((choice for choice in self._choices if choice.role == role), None)

    def _wire_words(self) -> None:
        text = self._text
        self._wire_state.say(text("connected now") if self._connected else text("cut now"))
        self._wire_state.in_tone("good" if self._connected else "warn")

    def _local(self, names: dict[str, str]) -> str:
        return names.get(self._text.language) or next(iter(names.values()), "")
