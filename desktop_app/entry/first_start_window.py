"""The first start with its window: what a person gives becomes a laptop that is theirs."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.catalogue import Catalogue, languages
from desktop_app.entry.backend import BadBackend
from desktop_app.entry.first_start import CodeRefused, FirstStart, NoEnrolmentFile, WayIn, read_file, typed
from desktop_app.entry.first_start_sentences import EXPECTED, in_a_file, why
from desktop_app.entry.laptop import Laptop
from desktop_app.envelope import system_clock
from desktop_app.settings import LANGUAGE
from desktop_app.store.errors import StoreError
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Stopped
from desktop_app.ui.first_start.view import FirstStartWindow
from desktop_app.ui.operation import Failure, Operation
from desktop_app.ui.theme import Theme

_LOG = logging.getLogger(__name__)


class FirstMinute(QObject):
    """`ended` when `laptop` is there, or the window was shut without one."""

    ended = Signal()

    def __init__(
        self, theme: Theme, data_dir: Path | None, language: str | None, stands: StoreError | None = None
    ) -> None:
        """`stands`: why the laptop that was here does not open any more; said until something else is."""
        super().__init__()
        self._stands = stands
        self.laptop: Laptop | None = None
        self._data_dir, self._language = data_dir, language
        self._text = Catalogue.load(language if language in languages() else LANGUAGE.default)
        self._start = FirstStart(data_dir)
        self._way: WayIn | None = None
        self._spoken: str | None = None  # the language a person asked for here
        self._cancel = threading.Event()
        self._worker = ThreadPoolExecutor(1, "first start")
        self.operation = Operation(self._worker, self._worker, self._failed)
        self.window = FirstStartWindow(theme, self._text)
        self.window.file_given.connect(self._file_given)
        self.window.typed.connect(self._typed)
        self.window.again.connect(self._connect)
        self.window.cancelled.connect(self._stop)
        self.window.went_on.connect(self._open)
        self.window.language_wanted.connect(self._speak)
        self.window.closing.connect(self.close)
        self._say_what_stands()

    def close(self) -> None:
        """Ends what is under way; at most a glance of time."""
        self._cancel.set()
        self.operation.close()
        self._worker.shutdown(wait=True)
        self.ended.emit()

    def _file_given(self, path: Path) -> None:
        try:
            self._way = read_file(path)
        except NoEnrolmentFile as error:
            self._say(error)
        else:
            self._connect()

    def _typed(self, address: str, login: str, password: str) -> None:
        try:
            self._way = typed(address, login, password)
        except BadBackend as error:
            self._say(error, by_hand=True)
        else:
            self._connect()

    def _connect(self) -> None:
        way = self._way
        assert way is not None
        cancel = self._cancel = threading.Event()
        self.window.connecting(way.backend.host, way.backend.login)
        patience = Patience(stopped=cancel.is_set)
        self.operation.write(
            lambda: self._start.come_in(way, patience), self._came_in, doing="enrol", owner=self.window
        )

    def _stop(self) -> None:
        self._cancel.set()

    def _came_in(self, protected: bool) -> None:
        if protected:
            self._open()
        else:
            self.window.came_in_unprotected(*in_a_file(self._text))

    def _open(self) -> None:
        assert self._way is not None
        try:
            self.laptop = Laptop.open(self._data_dir, self._way.backend.url, self._language)
        except EXPECTED as error:
            self._say(error)
            return
        if self._spoken is not None:
            self.laptop.store.settings.set(LANGUAGE, self._spoken)
        self.window.close()

    def _failed(self, failure: Failure) -> None:
        if isinstance(failure.error, Stopped):
            self.window.ask()
        else:
            if not isinstance(failure.error, EXPECTED):
                _LOG.error("the first start failed", exc_info=failure.error)
            self._say(failure.error, by_hand=self._way is not None and self._way.until is None)

    def _say(self, error: BaseException, *, by_hand: bool = False) -> None:
        what, to_do = why(self._text, error, system_clock(), by_hand=by_hand)
        self.window.fail(what, to_do, same_again=not isinstance(error, (NoEnrolmentFile, BadBackend, CodeRefused)))

    def _speak(self, language: str) -> None:
        self._language = self._spoken = language
        self._text = Catalogue.load(language)
        self.window.speak(self._text)
        self._say_what_stands()

    def _say_what_stands(self) -> None:
        if self._stands is not None:
            self.window.fail(*why(self._text, self._stands, system_clock()), same_again=False)
