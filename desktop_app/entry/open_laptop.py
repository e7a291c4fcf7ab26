"""One laptop in one window: its rooms built, wired, and let go of again."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop_app import access_words, sentences
from desktop_app.entry.index_keeper import IndexKeeper, IndexNews
from desktop_app.entry.laptop import Laptop
from desktop_app.protocol.changes import Changes
from desktop_app.settings import DESKTOP_NOTICES, SYNC, WINDOW
from desktop_app.store.queries import notices as notice_queries
from desktop_app.store.queries import outbox as outbox_queries
from desktop_app.store.queries import people as people_queries
from desktop_app.store.queries.notices import NoticeItem
from desktop_app.store.queries.people import PersonItem
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State, Status
from desktop_app.ui.all_pages import PAGES
from desktop_app.ui.context import Context
from desktop_app.ui.links import link
from desktop_app.ui.operation import Failure, Operation
from desktop_app.ui.shell import geometry
from desktop_app.ui.shell.window import MainWindow
from desktop_app.ui.sync_view import Standing, SyncView
from desktop_app.ui.theme import Theme
from desktop_app.wording import Wording

if TYPE_CHECKING:
    from desktop_app.entry.removal import Removal
    from desktop_app.store.contact import Contact
    from desktop_app.sync.engine import Attention, Engine
    from desktop_app.ui.closed.view import ClosedLaptop
    from desktop_app.ui.meeting.view import FirstMeeting
    from desktop_app.ui.shell.palette_sources import Source

_Came = tuple[tuple[NoticeItem, ...], dict[str, str], bool]
READERS = 2  # pages ask few questions at once; more threads only fight for the interpreter

_STANDING: dict[State, Standing] = {
    State.OFFLINE: "offline", State.CONNECTING: "connecting", State.SENDING: "sending", State.FETCHING: "fetching",
    State.UP_TO_DATE: "up to date", State.WAITING: "waiting", State.REFUSED: "refused", State.PAUSED: "paused",
}  # fmt: skip


class _News(QObject):
    """Carries what other threads tell over to the UI thread."""

    status = Signal(object)
    changes = Signal(object)
    index = Signal(object)


class OpenLaptop(QObject):
    """A window on one laptop. `shown` once the main window is there, `closed` when it is gone and all is let go of.

    `settled`: the first thing to see stands, with what was read for it. Sync and index begin only then: what they load
    and do would hold up the first look.
    """

    shown = Signal()
    settled = Signal()
    closed = Signal()

    def __init__(self, application: QApplication, theme: Theme, laptop: Laptop, company: str = "") -> None:
        super().__init__()
        self.laptop, self._application, self._theme = laptop, application, theme
        self._company = company or laptop.backend.host
        self._reads = ThreadPoolExecutor(READERS, "read")
        self._writes = ThreadPoolExecutor(1, "write")
        self._indexing = ThreadPoolExecutor(1, "index")
        self.operation = Operation(self._reads, self._writes, self._failed)
        self._news = _News()
        self._news.status.connect(self._status_came)
        self._news.changes.connect(self._changed)
        self._news.index.connect(self._index_came)
        self.index = IndexKeeper(
            laptop.store, laptop.folder / "index", self._indexing, on_news=self._news.index.emit,
            on_changes=self._news.changes.emit, clock=laptop.clock,
        )  # fmt: skip
        self.meeting: FirstMeeting | ClosedLaptop | None = None
        self.removal: Removal | None = None
        self.window: MainWindow | None = None
        self._told = 0
        self._begun = self._over = False
        self._text = laptop.text

    @cached_property
    def engine(self) -> Engine:
        """The sync; loaded once the first page stands, or somebody asks for it."""
        from desktop_app.sync.engine import Engine

        store = self.laptop.store
        return Engine(
            store, self.laptop.connector(), clock=self.laptop.clock, on_status=self._news.status.emit,
            on_changes=self._news.changes.emit, paused=not store.settings.get(SYNC),
        )  # fmt: skip

    def open(self) -> None:
        """Shows the window, or what stands in its place until a new laptop has met the company, or one that has not
        done so for too long does again."""
        last = self.laptop.locked
        if last is not None:
            self._lock(last)
            QTimer.singleShot(0, self._begin)
            return
        me = (
            self.laptop.read(lambda c: people_queries.person(c, self.laptop.login))
            if self.laptop.has_met_company
            else None
        )
        if me is not None:
            self._open_window(me)
        else:
            from desktop_app.ui.meeting.view import FirstMeeting

            self._meet(FirstMeeting(self._theme, self._text, self._company))
            QTimer.singleShot(0, self._begin)

    def raise_and_go(self, address: str) -> None:
        """Another start of the same person's Sigap: this window comes to the front."""
        if self.window is not None:
            self.window.raise_and_go(address)
        elif self.meeting is not None:
            self.meeting.raise_()

    def close(self) -> None:
        """Ends the threads, keeps what was typed, lets go of the files."""
        if self.window is not None:
            self.window.closing.disconnect(self._let_go)
            self.window.close()
        if self.meeting is not None:
            self.meeting.closing.disconnect(self._let_go)
            self.meeting.close()
        if not self._over:
            self._let_go()

    def _meet(self, instead: FirstMeeting | ClosedLaptop) -> None:
        """Shows this until there is a window."""
        self.meeting = instead
        instead.again.connect(self.engine.sync_now)
        instead.closing.connect(self._let_go)
        instead.show()

    def _lock(self, last: Contact) -> None:
        """Nothing is shown any more until the company is met again; the sync goes on trying."""
        from desktop_app.ui.closed.view import ClosedLaptop

        self._drop_window()
        waiting = self.laptop.read(outbox_queries.pending_count)
        what = access_words.locked(self._text, last.days(self.laptop.clock()))
        self._meet(
            ClosedLaptop(
                self._theme, self._text, what, access_words.kept(self._text, waiting), access_words.opens_by(self._text)
            )
        )

    def _drop_window(self) -> None:
        """The window goes, and the laptop stays open behind it. It is freed once no answer is on its way to it."""
        if self.window is not None:
            self.window.closing.disconnect(self._let_go)
            self.window.close()
            self.window = None

    def _shut_out(self, reason: str) -> None:
        """The company asks for it: all is let go of, and the copy removed."""
        self._drop_window()
        self._drop_meeting()
        self._stop()
        self.removal = self.laptop.remove(reason)
        self.closed.emit()

    def _drop_meeting(self) -> None:
        if self.meeting is not None:
            self.meeting.closing.disconnect(self._let_go)
            self.meeting.close()
            self.meeting.deleteLater()
            self.meeting = None

    def _open_window(self, me: PersonItem) -> None:
        settings = self.laptop.store.settings
        self._told = max((notice.no for notice in self.laptop.read(notice_queries.list)), default=0)
        window = MainWindow(self._application, self._theme)
        context = Context(
            me=me, words=self.laptop.wording(me), theme=self._theme, operation=self.operation, store=self.laptop.store,
            shell=window, index=self.index,
            services={
                "attention": self._attend, "fetch": self._fetch, "pause": self._pause, "resume": self._resume,
                "sync_now": self._sync_now, "status": self._status, "use_password": self._use_password,
                "backend": lambda: self.laptop.backend.url, "folder": lambda: self.laptop.folder,
                "secret_protected": lambda: self.laptop.secret_protected,
            },
        )  # fmt: skip
        window.start(context, PAGES, _palette_sources)
        window.sync_asked.connect(self._sync_now)
        window.closing.connect(self._let_go)
        window.announced.connect(self._announced)
        geometry.restore(window, settings.get(WINDOW))
        self.window = window
        if self._begun:
            self._show_status(self.engine.status)
        window.show()
        self._drop_meeting()
        self.shown.emit()
        if self._begun:
            self.index.catch_up()
        elif self.operation.busy:
            self.operation.busy_changed.connect(self._read)
        else:
            QTimer.singleShot(0, self._begin)

    def _read(self, busy: bool) -> None:
        """The first page's questions are answered, and it is filled."""
        if not busy:
            self.operation.busy_changed.disconnect(self._read)
            QTimer.singleShot(0, self._begin)  # after what was filled is painted

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self.settled.emit()
            self._begin_the_rest()

    def _begin_the_rest(self) -> None:
        if self._over:  # closed meanwhile
            return
        self.engine.start()
        if self.window is not None:
            self._show_status(self.engine.status)
            self.index.catch_up()

    def _let_go(self) -> None:
        self._stop()
        self.laptop.store.close()
        self.closed.emit()

    def _stop(self) -> None:
        self._over = True
        self.operation.close()
        if "engine" in self.__dict__:
            self.engine.stop()
        self._reads.shutdown(wait=True)  # one of them may be searching
        self.index.close()
        self._writes.shutdown(wait=True)

    # What other threads tell

    def _status_came(self, status: Status) -> None:
        if self._over:
            return
        if status.problem is Problem.SHUT_OUT:
            self._shut_out(str(status.data["reason"]))
        elif self.window is not None:
            last = self.laptop.locked if status.problem is not None else None
            if last is not None:
                self._lock(last)
            else:
                self._show_status(status)
        elif status.state is State.UP_TO_DATE or (status.problem is Problem.READ_ONLY and self.laptop.has_met_company):
            me = self.laptop.read(lambda c: people_queries.person(c, self.laptop.login))
            if me is None:
                self._meeting_failed(Problem.LOGIN_EXPIRED, {})
            else:
                self._open_window(me)
        elif self.meeting is not None:
            if status.problem is not None and status.state in (State.OFFLINE, State.WAITING, State.REFUSED):
                self._meeting_failed(status.problem, status.data)
            else:
                self.meeting.fetching(status.done, self._company)

    def _meeting_failed(self, problem: Problem, data: dict[str, object]) -> None:
        if self.meeting is not None:
            self.meeting.failed(*sentences.problem(self._text, problem, data))

    def _show_status(self, status: Status) -> None:
        assert self.window is not None
        reason = " ".join(sentences.problem(self._words().text, status.problem, status.data)) if status.problem else ""
        self.window.show_sync(
            SyncView(
                standing=_STANDING[status.state],
                since=status.synced if status.state is State.UP_TO_DATE else status.since,
                waiting=status.pending, done=status.done, total=status.total, attention=status.refused, reason=reason,
            )
        )  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if self.window is None:
            return
        self.window.announce(changes)
        if changes.kinds & {"article", "glossary"}:
            self.index.catch_up()
        if "notice" in changes.kinds:
            self.operation.read(self._notices, self._tell, doing="read", owner=self.window, latest="notices")

    def _notices(self) -> _Came:
        """What came, the names in it, and whether the desktop may show it; off the UI thread."""
        store = self.laptop.store
        came, names = store.reader.read(lambda c: (notice_queries.after(c, self._told), people_queries.names(c)))
        return came, names, store.settings.get(DESKTOP_NOTICES)

    def _tell(self, came: _Came) -> None:
        """A notice in the application or by the desktop for each thing that came."""
        assert self.window is not None
        told, names, by_desktop = came
        words = self._words()
        for notice in told:
            if notice.no <= self._told:
                continue
            self._told = notice.no
            said = sentences.notice(
                words.text, notice.kind, notice.data, lambda login: names.get(login, login), words.when
            )
            to = link("request", notice.request) if notice.request else link("page", "home")
            body = notice.words if notice.kind in ("reply", "question", "resolved") else ""
            self.window.notify(said, body, to, by_desktop=by_desktop)

    def _announced(self, changes: Changes) -> None:
        """What was saved here is sent at once."""
        if "outbox" in changes.kinds and changes.initiator != "sync":
            self.engine.wake()
        if changes.kinds & {"outbox", "notice"}:
            self.operation.read(self._waiting, self._say_waiting, doing="read", owner=self.window, latest="waiting")

    def _waiting(self) -> tuple[int, int]:
        """How many commands wait, and how many refusals nobody has looked at; off the UI thread."""
        read = self.laptop.store.reader.read
        return read(lambda c: (outbox_queries.pending_count(c), notice_queries.refused_unseen(c)))

    def _say_waiting(self, counted: tuple[int, int]) -> None:
        """The state line counts what was saved, also while the sync sleeps or waits for a network."""
        if self.window is not None:  # it may have been locked while they were counted
            waiting, attention = counted
            self.window.show_sync(replace(self.window.sync_view(), waiting=waiting, attention=attention))

    def _index_came(self, news: IndexNews) -> None:
        if self.window is not None:
            self.window.announce(Changes(local=frozenset({"index"}), initiator=news))

    def _failed(self, failure: Failure) -> None:
        if self.window is not None:
            self.window.fail(failure)

    def _words(self) -> Wording:
        assert self.window is not None
        return self.window.context().words

    # What pages may ask of the sync

    def _attend(self, level: Attention, request: str | None) -> None:
        self.engine.attention(level, request)

    def _fetch(self, attachment: str) -> None:
        self.engine.fetch(attachment)

    def _pause(self) -> None:
        self.engine.pause()

    def _resume(self) -> None:
        self.engine.resume()

    def _sync_now(self) -> None:
        self.engine.sync_now()

    def _status(self) -> Status:
        return self.engine.status

    def _use_password(self, password: str) -> bool:
        """Keeps another password and connects with it; whether the operating system protects it."""
        protected = self.laptop.change_password(password)
        self.engine.use(self.laptop.connector())
        return protected


def _palette_sources(context: Context) -> Sequence[Source]:
    """What Ctrl+K finds, loaded when it is first pressed."""
    from desktop_app.ui.palette_finds import sources

    return sources(context)
