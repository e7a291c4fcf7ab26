"""Where the tour plays: the company, its wire, and everybody's laptop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.entry.company_process import Company
from desktop_app.entry.laptop import Laptop
from desktop_app.entry.open_laptop import OpenLaptop
from desktop_app.entry.tour.driver import NotSo, check, front, picture, rest, wait
from desktop_app.entry.window import instance_name
from desktop_app.entry.wire_control import WireSwitch
from desktop_app.ui.shell.instance import SingleInstance
from desktop_app.ui.shell.window import MainWindow
from desktop_app.ui.theme import Appearance, Theme

SIZE = (1440, 900)


@dataclass
class Stage:
    """Opens and closes laptops, cuts the wire, numbers the steps."""

    application: QApplication
    theme: Theme
    company: Company
    folder: Path
    out: Path
    language: str
    step: int = 0
    opened: dict[str, OpenLaptop] = field(default_factory=dict)

    def open(self, login: str) -> MainWindow:
        """This person's window, on a laptop of their own; waits for the first meeting."""
        laptop = Laptop.open(self.folder / login, self.company.backend(login), self.language)
        laptop.lent_secret = self.company.password(login)  # nothing goes into the keyring of whoever runs the tour
        opened = OpenLaptop(self.application, self.theme, laptop, self.company.name)
        self.opened[login] = opened
        opened.open()
        wait(lambda: opened.window is not None, f"the window of {login}", 60)
        window = self.window(login)
        window.resize(*SIZE)
        front(window)
        return window

    def window(self, login: str) -> MainWindow:
        """The window this person has open."""
        window = self.opened[login].window
        if window is None:
            raise NotSo(f"{login} has no window")
        return window

    def to(self, login: str) -> MainWindow:
        """The same, brought to the front."""
        window = self.window(login)
        front(window)
        return window

    def close(self, login: str) -> None:
        """Quits this person's application."""
        self.opened.pop(login).close()

    def close_all(self) -> None:
        for login in list(self.opened):
            self.close(login)

    def kill(self, login: str) -> None:
        """Starts this person's application as a process of its own, and kills it with SIGKILL once it is up."""
        folder = self.folder / login
        command = [] if getattr(sys, "frozen", False) else ["-m", "desktop_app"]
        process = subprocess.Popen(
            [sys.executable, *command, "--data-dir", str(folder)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PGPASSWORD": self.company.password(login)},
        )
        instance = SingleInstance(instance_name(folder))
        wait(instance.hand_over, f"the application of {login} to be up", 60)
        os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        check(process.wait(30) != 0, "it was killed")

    @property
    def wire(self) -> WireSwitch:
        if self.company.wire is None:
            raise NotSo("the company has no wire that can be cut")
        return WireSwitch(self.company.wire)

    def done(self, login: str, what: str, checked: str) -> None:
        """Says what a step did and what was checked, and saves its picture."""
        self.step += 1
        name = f"{self.step:02d}-{login}-{'-'.join(what.split()[:6]).lower()}"
        safe = "".join(letter for letter in name if letter.isalnum() or letter == "-")
        self._settle(login)
        picture(self.window(login), self.out / f"{safe}.png")
        print(f"{self.step:02d}  {what}: {checked}", flush=True)

    def _settle(self, login: str) -> None:
        """Until what the page asked for is shown, as a person would wait before looking."""
        operation = self.opened[login].operation
        for _ in range(3):
            wait(lambda: not operation.busy, f"the window of {login} to come to rest")
            rest(120)

    def look(self, appearance: Appearance) -> None:
        """All windows in another light."""
        self.theme.show(appearance)
