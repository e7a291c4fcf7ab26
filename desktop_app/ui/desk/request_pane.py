"""One request at the desk: what is late, the conversation, and the reply that takes it in the same step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.requests.handling import Claim, Release, Resume, TakeOver, WaitForOther
from desktop_app.domain.requests.rows import OPEN
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.due_words import late_words
from desktop_app.ui.conversation.entries import entries
from desktop_app.ui.conversation.file_opener import FileOpener
from desktop_app.ui.conversation.kept import Kept
from desktop_app.ui.conversation.reading import Reading
from desktop_app.ui.conversation.refusal_notice import RefusalNotice
from desktop_app.ui.conversation.reply_box import ReplyBox
from desktop_app.ui.conversation.talk import Talk
from desktop_app.ui.conversation.thread import Thread
from desktop_app.ui.conversation.ways import ways
from desktop_app.ui.desk.action_bar import ActionBar
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.notice import Strip
from desktop_app.ui.widgets.text import Text


class RequestPane(Pane):
    """Empty until a request is chosen. `person_asked`: show who asks."""

    person_asked = Signal()

    def __init__(self, context: Context) -> None:
        self._context, theme, text = context, context.theme, context.text
        self._called = Text("", 12, 400, "soft", selectable=True)
        self._subject = Text("", 17, 600, wrap=True, leading=0)
        self.actions_bar = ActionBar(context)
        self._late = QVBoxLayout()
        self._late.setContentsMargins(0, 0, 0, 0)
        self._late_said: tuple[str, str] | None = None
        self.confirm = Strip(theme, "warn", "arrows-left-right", " ", *self._confirm_buttons())
        self._confirming = holder(column(self.confirm, 12, gap=0))
        self._confirming.hide()
        self.conversation, self.box = Thread(context), ReplyBox(context, with_notes=True)
        self.refusals = RefusalNotice(context)
        self._bar_begins = QSpacerItem(0, 0)
        self._bar_place = row(self.actions_bar, gap=0)
        self._bar_place.insertSpacerItem(0, self._bar_begins)
        head = column(self._called, self._subject, 6, self._bar_place, gap=2)
        whole = column(
            head, 10, self._late, self._confirming, self.refusals, (self.conversation, 1), 10, self.box, gap=0,
            margins=(20, 12, 20, 16),
        )  # fmt: skip
        about = text("Choose a request in the queue: its conversation, its answers and who asks are shown here.")
        nothing = EmptyState(theme, "headset", text("Nothing is chosen"), about)
        about = text(
            "What your team is asked appears here by itself, the most urgent on top. Offline you can go on answering."
        )
        empty = EmptyState(theme, "headset", text("The queue is empty"), about)
        self._stack = QStackedWidget()
        unread = holder(column(None))  # before the first answer nothing is said of what there is
        for each in (holder(whole), holder(column(None, nothing, None)), holder(column(None, empty, None)), unread):
            self._stack.addWidget(each)
        self._stack.setCurrentWidget(unread)
        super().__init__(theme, column(self._stack, gap=0, margins=(0, 0, 0, 0)), "surface")
        self._align()
        theme.changed.connect(self._align)
        self.talk = Talk(context, self.box, self.conversation, self)
        self.files = FileOpener(context, self)
        self.actions_bar.asked.connect(self.do)
        self.actions_bar.person_asked.connect(self.person_asked)
        self.conversation.opening.connect(self.files.open)
        self.conversation.following.connect(context.open)
        self.refusals.looking.connect(self.conversation.show_entry)
        self.refusals.noting.connect(self._make_note)
        self.refusals.discarding.connect(self.talk.discard)
        self.refusals.understood.connect(self.talk.understood)

    def _align(self) -> None:
        self._bar_begins.changeSize(-self.actions_bar.overhang, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._bar_place.invalidate()

    def show_nothing(self, *, queue_is_empty: bool) -> None:
        """No request is chosen."""
        self._stack.setCurrentIndex(2 if queue_is_empty else 1)
        self.talk.leave()
        self.talk.reading = None

    def show_reading(self, reading: Reading) -> None:
        """This request as it is now."""
        self._stack.setCurrentIndex(0)
        item, words, me = reading.item, self._context.words, self._context.me.login
        if self.talk.reading is None or self.talk.reading.item.id != item.id:
            self._confirming.hide()
        form = reading.answered.form_title
        called = item.number or words.text("Short reference {reference}", reference=item.reference)
        self._called.say(f"{called} · {words.text('form {title}', title=form)}" if form else called)
        self._subject.say(item.subject)
        self.actions_bar.show_reading(reading)
        self._say_late(reading)
        self.refusals.show_reading(reading)
        self.conversation.show_entries(item.id, entries(reading, me, words, with_answers=True))
        self._show_box(reading)
        self.talk.show(reading)
        self.files.arrived(reading.conversation.attachments)

    def do(self, name: str) -> None:
        """Claim, TakeOver, Release, WaitForOther or Resume, as far as it can be done now."""
        if (reading := self.talk.reading) is None or name not in reading.may:
            return
        text, context = self._context.text, self._context
        match name:
            case "Claim":
                self.talk.give(Claim, lambda: context.toast(text("You have it now."), lambda: self.do("Release")))
            case "TakeOver":
                self._ask_to_take_over(reading)
            case "Release":
                self.talk.give(Release, lambda: context.toast(text("Back in the queue."), lambda: self.do("Claim")))
            case "WaitForOther":
                self.talk.give(
                    WaitForOther, lambda: context.toast(text("It waits for someone else."), lambda: self.do("Resume"))
                )
            case "Resume":
                self.talk.give(Resume)

    def leave(self) -> None:
        """The desk goes out of sight."""
        self.talk.leave()

    def _show_box(self, reading: Reading) -> None:
        item, text = reading.item, self._context.text
        open_ways = ways(reading, self._context.me.login, text)
        first = item.requester_name.split()[0]
        self.box.setVisible(bool(open_ways) or "AddNote" in reading.may)
        refused = [] if reading.refusals else list(reading.refused.values())
        self.box.show_request(
            item.id, text("Write a reply to {name}…", name=first), open_ways, reading.kept, refused,
            prominent=item.state in OPEN and not reading.refusals,
        )  # fmt: skip
        held = item.assignee_name if not open_ways and item.assignee != self._context.me.login else None
        self.box.reply_tab.setToolTip(
            text("{name} has this request. Take it over to reply.", name=held) if held else ""
        )

    def _say_late(self, reading: Reading) -> None:
        said = late_words(reading.item, self._context.words)
        if said == self._late_said:
            return
        self._late_said = said
        emptied(self._late)
        if said is not None:
            strip = Strip(self._context.theme, "danger", "clock", said[0], rich=True)
            strip.setAccessibleName(said[1])
            self._late.addWidget(strip)
            self._late.addSpacing(12)

    def _confirm_buttons(self) -> tuple[Button, Button]:
        theme, text = self._context.theme, self._context.text
        self.keep, self.take_over = (
            Button(theme, text("Leave it")),
            Button(theme, text("Take over"), "secondary", "hand"),
        )
        self.keep.clicked.connect(self._leave_it)
        self.take_over.clicked.connect(self._take_over)
        return self.keep, self.take_over

    def _leave_it(self) -> None:
        self._confirming.hide()

    def _ask_to_take_over(self, reading: Reading) -> None:
        text, name = self._context.text, reading.item.assignee_name or ""
        self.confirm.words.say(text("{name} has this request. Take it over?", name=name))
        self._confirming.show()
        self.take_over.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_over(self) -> None:
        self._confirming.hide()
        if (reading := self.talk.reading) is not None and reading.item.assignee:
            text = self._context.text
            done = text("You have it now.")
            self.talk.give(TakeOver, lambda: self._context.toast(done), of=reading.item.assignee)

    def _make_note(self, kept: Kept) -> None:
        self.box.use_again(kept, as_note=True)
        if (reading := self.talk.reading) is not None:
            self.talk.understood([each.no for each in reading.refusals])


def focusable(pane: RequestPane) -> tuple[QWidget, ...]:
    """What F6 goes through in this pane."""
    return (pane.actions_bar, pane.conversation, pane.box)
