"""Under an article: saying that one has read it, or whether it helped, and going on where it did not answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.domain.forms.rows import Form
from desktop_app.ui.context import Context
from desktop_app.ui.forms.form_icon import form_icon
from desktop_app.ui.knowledge.declining import Declining
from desktop_app.ui.knowledge.duty_words import asked_words, must_read_words, told_to
from desktop_app.ui.knowledge.helped import Helped
from desktop_app.ui.knowledge.readers_say import ReadersSay
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane, Rule
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

_SIDE_BY_SIDE = 560
_WORDS = 420
_SAYS = 280


class ArticleFoot(Pane):
    """`asking(form)`: this form is wanted, with the article as what was read. `acknowledging`: its button was used;
    `declining(reason)`: the reader says why not."""

    asking = Signal(str)
    acknowledging = Signal()
    declining = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, None, "surface", ("top",))
        self._context = context
        theme, text = context.theme, context.text
        self.acknowledge = Button(theme, "", "primary", "check")
        self.acknowledge.clicked.connect(self.acknowledging)
        self.decline = Button(theme, text("I cannot confirm"), "plain")
        self.decline.clicked.connect(self._ask_why)
        self.why = Declining(context)
        self.why.declined.connect(self.declining)
        self.why.closed.connect(self._why_closed)
        self._acts = holder(FlowLayout(self.acknowledge, self.decline, gap=8))
        self._icon = Icon(theme, "book-open", "accent", 20)
        self._duty = Text("", 14, 600, wrap=True, leading=0)
        self._recorded = Text("", 12, 400, "soft", wrap=True, leading=0)
        self._waiting = Badge(theme, text("waiting to be sent"), "warn")
        middle = Qt.AlignmentFlag.AlignVCenter
        self._said = holder(row((self._icon, middle), (column(self._duty, self._recorded, gap=1), 1), gap=12))
        self._rule = Rule()
        self.helped, self.readers = Helped(context), ReadersSay(context)
        self.readers.resized.connect(self._settle)
        self.helped.resized.connect(self._make_room)
        self._ways = FlowLayout(gap=4, line_gap=0)
        self._stuck = Text(text("Not answered yet?"), 12, 600)
        self._stuck.setFixedHeight(theme.px(36))
        self._ask = holder(self._ways)
        self._place = QGridLayout()
        self._place.setHorizontalSpacing(10)
        self._place.setVerticalSpacing(7)
        self._place.setColumnStretch(0, 1)
        self.setLayout(self._place)
        self._lines, self._beside = 0, False
        self._ways_for: tuple[str, ...] | None = None
        self._article = self._team = ""
        self.stand_at(28, 16)
        self._lay_out(3, False)

    def show_reading(self, reading: Reading) -> None:
        """This article's."""
        asked = reading.duty is not None or reading.said is not None
        if self._article != reading.article.id:
            self._article = reading.article.id
            self.why.close_line()
        for part in (self._said, self._acts, self._waiting):
            part.setVisible(asked)
        if asked:
            self._team = told_to(reading, self._context)
            self._say_duty(reading)
        offered = [form for form in (reading.form, reading.question) if form is not None]
        self.readers.show_results(reading.results, reading.readership)
        self.helped.show_reading(reading)
        self._offer({form.form: form for form in offered})

    def hold_acknowledging(self) -> None:
        """It is being saved: a second click would say the same twice."""
        self.acknowledge.setEnabled(False)
        self.decline.setEnabled(False)

    def stand_at(self, left: int, right: int) -> None:
        """Level with the column of text."""
        self._place.setContentsMargins(left, 9, right, 9)

    def sentence(self) -> str:
        """What the button says, or what was said."""
        return self._duty.accessibleName()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part has come to need more or less room, or the column moved
            self._settle()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _make_room(self) -> None:
        """While somebody answers, what others said makes room, and while they tell what was missing the ways on too."""
        telling = self.why.isVisibleTo(self)
        self.readers.setVisible(self.readers.has_results and not self.helped.is_large and not telling)
        self._ask.setVisible(bool(self._ways_for) and self.helped.shown != "telling" and not telling)
        self._settle()

    def _settle(self) -> None:
        """On one line, or the ways on under it, or the button under the words too: as there is room."""
        margins = self._place.contentsMargins()
        room, asked = self.width() - margins.left() - margins.right(), self._said.isVisibleTo(self)
        polled = self.helped.isVisibleTo(self)
        ways = self._ways.sizeHint().width()
        whole = ways + self._acts.sizeHint().width() + self.theme.px(_WORDS)
        one = (room >= whole or not asked) and not polled
        acts = self._acts.sizeHint().width()
        lines = 1 if one else 2 if room >= max(self.theme.px(_SIDE_BY_SIDE), acts + self.theme.px(_SAYS)) else 3
        beside = not self.helped.is_large and room >= ways + self.helped.sizeHint().width() + self.theme.px(80)
        if (lines, beside) != (self._lines, self._beside):
            self._lay_out(lines, beside)
        self._rule.setVisible(lines > 1 and asked)

    def _lay_out(self, lines: int, beside: bool) -> None:
        self._lines, self._beside = lines, beside
        parts = (self._said, self._waiting, self._acts, self.why, self._rule, self.readers, self.helped, self._ask)
        for part in parts:
            self._place.removeWidget(part)
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        self._place.addWidget(self._said, 0, 0)
        if lines == 1:
            self._place.addWidget(self._ask, 0, 1, middle)
        self._place.addWidget(self._waiting, 0, 2, middle)
        if lines == 3:
            self._place.addWidget(self._acts, 1, 0, 1, 4, left)
        else:
            self._place.addWidget(self._acts, 0, 3, middle)
        self._place.addWidget(self.why, 2, 0, 1, 4)
        self._place.addWidget(self._rule, 3, 0, 1, 4)
        self._place.addWidget(self.readers, 4, 0, 1, 4)
        if lines > 1 and beside:
            self._place.addWidget(self.helped, 5, 0)
            self._place.addWidget(self._ask, 5, 1, 1, 3, middle)
        elif lines > 1:
            self._place.addWidget(self.helped, 5, 0, 1, 4)
            self._place.addWidget(self._ask, 6, 0, 1, 4)

    def _ask_why(self) -> None:
        self.why.ask(self._team)
        self._acts.setEnabled(False)
        self._make_room()

    def _why_closed(self) -> None:
        self._acts.setEnabled(True)
        self._make_room()

    def _say_duty(self, reading: Reading) -> None:
        """What is asked, or what was said; who declined may still acknowledge."""
        text, words, said, duty = self._context.text, self._context.words, reading.said, reading.duty
        done, here = said is not None and not said.declined, duty is None or duty.major == reading.article.version
        for button in (self.acknowledge, self.decline):
            button.setEnabled(not done)
        self.acknowledge.setVisible(not done and here and duty is not None)
        self.decline.setVisible(said is None and here)
        self.acknowledge.say(text("I have read and understood version {n}", n=reading.article.version))
        self._waiting.setVisible(said is not None and said.pending)
        self._recorded.setToolTip("" if said is None else words.exact(said.at))
        if said is None:
            self._icon.show_icon("book-open", "accent")
            self._duty.say(must_read_words(duty, words))
            self._recorded.say(asked_words(reading, self._context))
            return
        when, team = words.when(said.at), self._team
        if said.declined:
            self._icon.show_icon("chat-teardrop-text", "warn")
            self._duty.say(text("You did not confirm version {n}", n=said.version))
            why = text("Said {time}, for the {team}: “{words}”", time=when, team=team, words=said.declined)
            self._recorded.say(why)
            return
        self._icon.show_icon("check-circle", "good")
        self._duty.say(text("You have read and understood version {n}", n=said.version))
        self._recorded.say(
            text("Said {time}. It reaches the {team} when the laptop is connected.", time=when, team=team)
            if said.pending
            else text("Said {time}, recorded for the {team}.", time=when, team=team)
        )

    def _offer(self, forms: dict[str, Form]) -> None:
        if self._ways_for == tuple(forms):
            return
        self._ways_for = tuple(forms)
        self._ways.removeWidget(self._stuck)
        emptied(self._ways)
        self._ways.addWidget(self._stuck)
        for form in forms.values():
            self._ways.addWidget(self._way(form))
        self._make_room()

    def _way(self, form: Form) -> QWidget:
        text, theme = self._context.text, self._context.theme
        title = text("Ask HR") if form.form == "question" else self._context.local(form.definition["title"])
        button = Button(theme, title, "quiet", form_icon(theme, str(form.definition["icon"])))
        button.clicked.connect(lambda: self.asking.emit(form.form))
        return button
