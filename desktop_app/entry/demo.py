"""`sigap demo`: the sample company, and a chooser of the people one can be. Each opens in a process of their own."""

from __future__ import annotations

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment
from PySide6.QtWidgets import QApplication

from desktop_app.catalogue import Catalogue, languages
from desktop_app.entry.backend import SERVICE
from desktop_app.entry.company_process import Company, CompanyProcess, NoCompany
from desktop_app.entry.interruption import Interruption
from desktop_app.entry.window import application
from desktop_app.entry.wire_control import WireSwitch
from desktop_app.settings import LANGUAGE
from desktop_app.ui.chooser.view import Choice, Chooser
from desktop_app.ui.operation import Failure, Operation
from desktop_app.ui.theme import Theme


class Demo(QObject):
    """Keeps the company running while the chooser or anybody's window is open."""

    def __init__(self, app: QApplication, folder: Path, language: str) -> None:
        super().__init__()
        self._app, self._folder, self._language = app, folder, language
        self._process = CompanyProcess(folder / "company", history=True)
        self._company: Company | None = None
        self._windows: dict[str, QProcess] = {}
        self._worker = ThreadPoolExecutor(1, "company")
        self.operation = Operation(self._worker, self._worker, self._failed)
        self.chooser = Chooser(Theme(app), Catalogue.load(language))
        self.chooser.chosen.connect(self._open)
        self.chooser.wire_wanted.connect(self._wire)
        self.chooser.afresh_wanted.connect(self._begin_again)
        self.chooser.language_wanted.connect(self._speak)
        self.chooser.closing.connect(self._maybe_end)

    def start(self) -> None:
        """Shows the chooser at once and the people as soon as the company is there."""
        self.chooser.show()
        self.operation.write(self._process.start, self._started, doing="start", failed=self._failed)

    def end(self) -> None:
        """Everybody's windows are closed, the company is stopped."""
        for window in list(self._windows.values()):
            window.terminate()
            window.waitForFinished(5000)
        self.operation.close()
        self._worker.submit(self._process.stop)
        self._worker.shutdown(wait=True)

    def _started(self, company: Company) -> None:
        self._company = company
        choices = [
            Choice(
                login=str(offered["login"]), name=person["name"], role=person["role"], title=person["title"],
                site=person["site"], try_=offered["try"],
            )
            for offered in company.chooser
            if (person := company.people[str(offered["login"])])
        ]  # fmt: skip
        self.chooser.offer(company.name, choices)

    def _open(self, login: str) -> None:
        """A window of this person: a second one of the same person comes to the front by itself."""
        assert self._company is not None
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PGPASSWORD", self._company.password(login))
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
        process.finished.connect(partial(self._ended, login, process))
        data = self._folder / "laptops" / login
        process.start(
            sys.executable,
            ["-m", "desktop_app", "--data-dir", str(data), "--backend", self._company.backend(login),
             "--language", self._language],
        )  # fmt: skip
        if login not in self._windows:
            self._windows[login] = process
            self.chooser.mark_open(login, True)

    def _ended(self, login: str, process: QProcess) -> None:
        if self._windows.get(login) is process:
            del self._windows[login]
            self.chooser.mark_open(login, False)
        process.deleteLater()
        self._maybe_end()

    def _maybe_end(self) -> None:
        if not self._windows and not self.chooser.isVisible():
            self._app.quit()

    def _wire(self, connected: bool) -> None:
        """Cuts the network of everybody's laptop, or mends it."""
        if self._company is None or self._company.wire is None:
            return
        switch = WireSwitch(self._company.wire)
        self.operation.write(
            switch.restore if connected else switch.cut, lambda _: self.chooser.show_wire(connected), doing="wire"
        )

    def _begin_again(self) -> None:
        """Everything as on the first day."""
        for window in list(self._windows.values()):
            window.terminate()
            window.waitForFinished(5000)

        def anew() -> Company:
            self._process.stop()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700, parents=True)
            return self._process.start()

        self.chooser.wait()
        self.operation.write(anew, self._started, doing="start", failed=self._failed)

    def _speak(self, language: str) -> None:
        self._language = language
        self.chooser.speak(Catalogue.load(language))

    def _failed(self, failure: Failure) -> None:
        words = str(failure.error) if isinstance(failure.error, NoCompany) else repr(failure.error)
        print(words, file=sys.stderr)
        self.chooser.fail(words)


def open_chooser(language: str | None) -> int:
    """Runs the demo until its last window is closed; the exit code."""
    app = application()
    folder = Path(platformdirs.user_data_dir(f"{SERVICE}-demo", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.pop("PGPASSWORD", None)
    demo = Demo(app, folder, language if language in languages() else LANGUAGE.default)
    demo.start()
    interruption = Interruption(app.quit)
    code = app.exec()
    demo.end()
    interruption.close()
    return code
