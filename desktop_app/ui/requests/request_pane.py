"""One request of one's own: the conversation in the middle, its facts at the right, the reply always in reach."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.effects import Command
from desktop_app.domain.requests.conversation import Reopen
from desktop_app.domain.requests.handling import Cancel, Close, Rate
from desktop_app.domain.requests.rows import State
from desktop_app.domain.requests.submission import Submit
from desktop_app.store.queries import outbox
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.entries import entries
from desktop_app.ui.conversation.file_opener import FileOpener
from desktop_app.ui.conversation.rating_strip import RatingStrip
from desktop_app.ui.conversation.reading import Reading
from desktop_app.ui.conversation.refusal_notice import RefusalNotice
from desktop_app.ui.conversation.reply_box import ReplyBox
from desktop_app.ui.conversation.talk import Talk
from desktop_app.ui.conversation.thread import Thread
from desktop_app.ui.conversation.ways import ways
from desktop_app.ui.links import link
from desktop_app.ui.operation import Failure
from desktop_app.ui.requests.closing_strip import ClosingStrip
from desktop_app.ui.requests.facts_column import FactsColumn
from desktop_app.ui.requests.state_words import state_badge
from desktop_app.ui.requests.taking_back import OtherDraft, take_back
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.columns import Columns
from desktop_app.ui.widgets.layout import column, holder, restyled, row
from desktop_app.ui.widgets.notice import Strip
from desktop_app.ui.widgets.text import Text


class RequestPane(QWidget):
    """`back`: to the list."""

    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, theme, text = context, context.theme, context.text
        self.crumb = Button(theme, text("Requests"), "link")
        restyled(self.crumb, tone="soft")
        self._called = Text("", 12, 400, "soft", selectable=True)
        self._subject = Text("", 24, 700, wrap=True, leading=0)
        self._badge = Badge(theme, "")
        self.details = Button(theme, text("Details"), "quiet", "list-bullets")
        self.conversation, self.box, self.facts = Thread(context), ReplyBox(context), FactsColumn(context)
        self.refusals, self.closing, self.rating = RefusalNotice(context), ClosingStrip(context), RatingStrip(context)
        self.confirm = self._confirmation()
        self._done_words = Text("", 14, 400, "soft", wrap=True, leading=0)
        self._done_words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.reopen = Button(theme, text("Open again"), "quiet", "arrow-counter-clockwise")
        self.done = holder(row((self._done_words, 1), self.reopen, gap=10))
        self.talk = Talk(context, self.box, self.conversation, self)
        self.files = FileOpener(context, self)
        head = column(
            row(self.crumb, Text("›", 12, 400, "soft"), self._called, None, gap=4, margins=(-5, 0, 0, 0)),
            row((self._subject, 1), (self._badge, Qt.AlignmentFlag.AlignVCenter), self.details, gap=12), gap=2,
        )  # fmt: skip
        foot = column(self.confirm, self.closing, self.rating, self.done, self.box, gap=10)
        left = holder(column(head, 8, self.refusals, (self.conversation, 1), 12, foot, gap=0, margins=(0, 0, 0, 18)))
        side = text("Details")
        self.columns = Columns(theme, left, self.facts, side, text("Close"), width=320)
        self.place = column(self.columns, gap=0)
        self.setLayout(self.place)
        self._connect()

    def show_reading(self, reading: Reading) -> None:
        """This request as it is now."""
        item, words, me = reading.item, self._context.words, self._context.me.login
        if self.talk.reading is None or self.talk.reading.item.id != item.id:
            self.confirm.hide()
            self.closing.reset()
        called = item.number or words.text("Short reference {reference}", reference=item.reference)
        self._called.say(called)
        self._subject.say(item.subject)
        self._badge.say(*state_badge(item, words))
        self.conversation.show_entries(item.id, entries(reading, me, words, with_answers=False))
        self.facts.show_reading(reading)
        self.refusals.show_reading(reading)
        self._settle_foot(reading)
        self.talk.show(reading)
        self.files.arrived(reading.conversation.attachments)

    def leave(self) -> None:
        """The request goes out of sight."""
        self.talk.leave()
        self.columns.close_drawer()

    def _connect(self) -> None:
        self.crumb.clicked.connect(self.back)
        self.details.clicked.connect(self.columns.open_drawer)
        self.details.setVisible(self.columns.is_narrow)
        self.columns.narrowed.connect(self.details.setVisible)
        self.conversation.opening.connect(self.files.open)
        self.conversation.following.connect(self._context.open)
        self.facts.opening.connect(self.files.open)
        self.facts.cancelling.connect(lambda: self._ask_to_cancel(withdraw=False))
        self.closing.thanked.connect(lambda: self.talk.give(Close, failed=self.closing.say_wrong))
        self.closing.missing.connect(self._reopen)
        self.reopen.clicked.connect(self.closing.ask_what_is_missing)
        self.rating.rated.connect(self._rate)
        self.talk.submission.connect(self._submission)
        self.refusals.looking.connect(self.conversation.show_entry)
        self.refusals.discarding.connect(self.talk.discard)
        self.refusals.understood.connect(self.talk.understood)

    def _settle_foot(self, reading: Reading) -> None:
        item, text = reading.item, self._context.text
        who = (item.assignee_name or "").split()[0] if item.assignee_name else self._team(reading)
        asks = item.state == State.RESOLVED and "Close" in reading.may
        self.closing.ask(who, asking=asks)
        rating = reading.conversation.rating
        self.rating.setVisible(item.state == State.CLOSED and "Rate" in reading.may)
        given = (rating.stars, rating.text) if rating else (0, "")
        self.rating.show_request(item.id, *given, reading.rating_kept)
        open_ways = ways(reading, self._context.me.login, text)
        self.box.setVisible(bool(open_ways))
        refused, hint = list(reading.refused.values()), text("Write a reply to {name}…", name=who)
        self.box.show_request(
            item.id, hint, open_ways, reading.kept, refused,
            prominent=item.state == State.WAITING_REQUESTER,
        )  # fmt: skip
        self.done.setVisible(not open_ways)
        self.reopen.setVisible(item.state == State.CLOSED and "Reopen" in reading.may)
        self._done_words.say(self._why_done(reading))

    def _why_done(self, reading: Reading) -> str:
        text = self._context.text
        if reading.item.state == State.CANCELLED:
            return text("This request was cancelled.")
        if "Reopen" in reading.may:
            return text("This request is closed. If it comes up again within 14 days, open it again.")
        return text("This request is closed.")

    def _team(self, reading: Reading) -> str:
        return "" if reading.team is None else self._context.local(reading.team.names)

    def _confirmation(self) -> Strip:
        theme, text = self._context.theme, self._context.text
        self._confirm_words = text("Cancel this request? Nobody will work on it any more.")
        self.yes = Button(theme, text("Yes, cancel it"), "danger")
        self.no = Button(theme, text("Keep it"))
        strip = Strip(theme, "warn", "warning-circle", self._confirm_words, self.no, self.yes)
        self.no.clicked.connect(strip.hide)
        self.yes.clicked.connect(self._confirmed)
        self._withdrawing = False
        strip.hide()
        return strip

    def _ask_to_cancel(self, *, withdraw: bool) -> None:
        text = self._context.text
        self._withdrawing = withdraw
        question = self._confirm_words
        if withdraw:
            question = text("Withdraw this request? It was not sent yet; your answers stay as a draft.")
        self.confirm.words.say(question)
        self.yes.say(text("Yes, withdraw it") if withdraw else text("Yes, cancel it"))
        self.columns.close_drawer()
        self.confirm.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirmed(self) -> None:
        text = self._context.text
        self.confirm.hide()
        if self._withdrawing:
            self._take_back()
        else:
            self.talk.give(Cancel, lambda: self._context.toast(text("Cancelled. You can always ask again.")))

    def _reopen(self, sentence: str) -> None:
        self.talk.give(Reopen, self.closing.reset, self.closing.say_wrong, text=sentence)

    def _rate(self, stars: int, sentence: str) -> None:
        def thank() -> None:
            self.rating.thank()
            self._context.toast(self._context.text("Thank you for your rating."))

        self.talk.give(Rate, thank, self.rating.say_wrong, stars=stars, text=sentence)

    def _submission(self, withdraw: bool) -> None:
        if withdraw:
            self._ask_to_cancel(withdraw=True)
        elif (reading := self.talk.reading) is not None:
            self._context.open(link("form", reading.item.form, amend=reading.item.id))

    def _take_back(self) -> None:
        """The request, unsent, becomes the draft of its form again."""
        if self.talk.reading is None:
            return
        context, request = self._context, self.talk.reading.item.id
        gone = context.text("It is already on its way and can no longer be changed.")

        def failed(failure: Failure) -> None:
            other = context.text("There is another draft of this form. Send or discard that one first.")
            context.toast(other if isinstance(failure.error, OtherDraft) else gone)

        def done(_: object) -> None:
            self.back.emit()
            context.toast(context.text("Withdrawn. Your answers are kept as a draft."))

        def found(submitted: Command | None) -> None:
            if not isinstance(submitted, Submit):
                context.toast(gone)
                return
            now = context.now()
            context.write(lambda store: take_back(store, submitted, now), done, owner=self, failed=failed)

        context.read(lambda c: outbox.changeable(c, request), found, owner=self)
