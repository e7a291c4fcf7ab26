"""The window of the first start: the file, or three fields; then how it goes. What it wants done it only says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.catalogue import Catalogue, languages
from desktop_app.domain.languages import LANGUAGES
from desktop_app.ui.first_start.by_hand import ByHand
from desktop_app.ui.first_start.file_area import FileArea
from desktop_app.ui.shell.logo import NAME, Logo, window_icon
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

_WIDTH, _SIDE = 1144, 384


class FirstStartWindow(QWidget):
    """Signals: `file_given(Path)`, `typed(address, login, password)`, `again`, `cancelled`, `went_on`,
    `language_wanted(code)`, `closing` once it is shut."""

    file_given = Signal(object)
    typed = Signal(str, str, str)
    again = Signal()
    cancelled = Signal()
    went_on = Signal()
    language_wanted = Signal(str)
    closing = Signal()

    def __init__(self, theme: Theme, text: Catalogue) -> None:
        super().__init__()
        self._theme, self._text = theme, text
        self._by_hand, self._written = False, ("", "")
        self._trouble: tuple[str, str, bool] | None = None
        self._busy = ""
        self.area: FileArea | None = None
        self.form: ByHand | None = None
        self.action: Button | None = None
        self.setAcceptDrops(True)
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(NAME)
        self.setWindowIcon(window_icon(theme))
        self.setMinimumSize(960, 640)
        self.resize(1120, 720)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self.ask()

    def ask(self) -> None:
        """Waits for the file, or for what is typed."""
        self._busy, self._trouble = "", None
        self._build_asking()

    def connecting(self, host: str, login: str) -> None:
        """It is under way."""
        self._busy = self._text("Connecting to {host} as {login}", host=host, login=login)
        self.action = Button(self._theme, self._text("Cancel"))
        self.action.setAutoDefault(True)
        self.action.clicked.connect(self.cancelled)
        said = self._text("A few seconds, as a rule. If you cancel, the same file works again.")
        self._show_card(
            Text(self._busy, 17, 600, wrap=True, leading=0), Text(said, 14, 400, "soft", wrap=True),
            row(self.action, None),
        )  # fmt: skip

    def fail(self, what: str, to_do: str, *, same_again: bool) -> None:
        """It did not go; `same_again`: the same file, or what was typed, may go another time."""
        self._busy, self._trouble = "", (what, to_do, same_again)
        self._build_asking()

    def came_in_unprotected(self, what: str, more: str) -> None:
        """All is well, and this has to be known before going on."""
        self._busy, self._trouble = "", None
        self.action = Button(self._theme, self._text("Start using Sigap"), "primary")
        self.action.setAutoDefault(True)
        self.action.clicked.connect(self.went_on)
        done = Text(self._text("This laptop is yours now"), 17, 600, wrap=True, leading=0)
        self._show_card(done, Notice(self._theme, "warn", "shield-warning", what, more), row(self.action, None))

    def speak(self, text: Catalogue) -> None:
        """In another language, while it asks."""
        self._text, self._trouble = text, None
        self._build_asking()

    def shut(self) -> None:
        """As the person does it."""
        self.close()

    def take(self, data: QMimeData) -> bool:
        """Opens the file that was dropped; False where it is none, or it is no time for it."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if len(paths) != 1 or not self._asks():
            return False
        self.file_given.emit(paths[0])
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._asks():
            event.acceptProposedAction()
            if self.area is not None:
                self.area.light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.area is not None:
            self.area.light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        if self.area is not None:
            self.area.light(on=False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._busy:
            self.cancelled.emit()
        elif self.form is not None:
            self._ask_for_file()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.hide()
        self.closing.emit()

    def _asks(self) -> bool:
        return self.area is not None or self.form is not None

    def _build_asking(self) -> None:
        text, theme = self._text, self._theme
        parts: list[object] = []
        again: Button | None = None
        if self._trouble is not None:
            what, to_do, same_again = self._trouble
            if same_again and not self._by_hand:
                again = Button(theme, text("Try again"), "secondary", "arrow-clockwise")
                again.setAutoDefault(True)
                again.clicked.connect(self.again)
            extra = row(again, None, margins=(0, 6, 0, 0)) if again else None
            parts += [Notice(theme, "danger", "warning-circle", what, to_do, extra)]
        self.action = again
        main: FileArea | ByHand
        focus: QWidget
        if self._by_hand:
            main = ByHand(theme, text)
            main.fill(*self._written)
            main.given.connect(self._typed)
            main.file_wanted.connect(self._ask_for_file)
            focus = main.first_empty()
        else:
            main = FileArea(theme, text)
            main.choice_wanted.connect(self._choose)
            main.hand_wanted.connect(self._ask_for_fields)
            focus = again or main.choose
        side = holder(column(self._steps(), None, gap=0), theme.px(_SIDE))
        left = column(*parts, main, None, gap=12)
        self._show(row((left, 1), (side, Qt.AlignmentFlag.AlignTop), gap=24))
        self.area = main if isinstance(main, FileArea) else None
        self.form = main if isinstance(main, ByHand) else None
        focus.setFocus()

    def _steps(self) -> Card:
        text, theme, top = self._text, self._theme, Qt.AlignmentFlag.AlignTop
        steps = (
            text("Sigap connects with your company, in your name."),
            text("The one-time code is replaced by a secret that only this laptop knows. Nobody has to remember it."),
            text("Articles, forms and colleagues are fetched. From then on Sigap works without a network too."),
        )
        return Card(
            theme,
            column(
                row(Icon(theme, "shield-check", "accent", 20), Text(text("What happens now"), 15, 600), None),
                *(row((Badge(theme, str(n), "accent"), top), (Text(step, wrap=True), 1), gap=10)
                  for n, step in enumerate(steps, 1)),
                gap=10,
            ),
            margins=(20, 16, 20, 18),
        )  # fmt: skip

    def _show_card(self, *parts: object) -> None:
        card = Card(self._theme, column(*parts, gap=16), margins=(24, 24, 24, 24))
        self.area = self.form = None
        self._show(row((holder(column(card, None, gap=0)), 3), None, gap=24), speaking=False)
        if self.action is not None:
            self.action.setFocus()

    def _show(self, content: object, *, speaking: bool = True) -> None:
        text, theme = self._text, self._theme
        head: list[object] = [Logo(theme, 0), None]
        if speaking:
            known = [(one.code, one.native) for one in LANGUAGES if one.code in languages()]
            choice = Segmented(theme, text("Language"), known, text.language)
            choice.chosen.connect(self.language_wanted.emit)
            head.append(choice)
        about = text("Sigap answers your questions about work. First it has to know which company you belong to.")
        inside = column(
            row(*head), 40, Text(text("Welcome to Sigap"), 24, 700), Text(about, 14, 400, "soft", wrap=True), 20,
            content, None, gap=0, margins=(24, 24, 24, 24),
        )  # fmt: skip
        page = QWidget()
        page.setMaximumWidth(theme.px(_WIDTH) + 48)
        page.setLayout(inside)
        before, self._shown = self._shown, Scroll(row(None, (page, 20), None, gap=0))
        self._whole.addWidget(self._shown)
        self._shown.show()  # a layout shows what is new in it only later, and nothing hidden takes the focus
        if before is not None:
            before.hide()
            before.deleteLater()

    def _ask_for_fields(self) -> None:
        self._by_hand = True
        self.ask()

    def _ask_for_file(self) -> None:
        self._by_hand = False
        self.ask()

    def _typed(self, address: str, login: str, password: str) -> None:
        self._written = (address, login)
        self.typed.emit(address, login, password)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._text("Choose the enrolment file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{self._text('Enrolment files')} (*.sigap)", f"{self._text('All files')} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.file_given.emit(Path(path)))
        dialog.open()
