"""`sigap` without a command: the application's window on one person's laptop."""

from __future__ import annotations

import gc
import hashlib
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication

from desktop_app.entry.interruption import Interruption
from desktop_app.entry.laptop import OPENING_ERRORS, Laptop, NoBackend, why_not_opened
from desktop_app.entry.open_laptop import OpenLaptop
from desktop_app.ui.appearance_settings import kept_appearance
from desktop_app.ui.collecting import Collecting
from desktop_app.ui.shell.instance import SingleInstance
from desktop_app.ui.theme import Theme

NAME = "Sigap"


def application() -> QApplication:
    """The one QApplication, as all entries with windows want it."""
    sys.setswitchinterval(0.001)  # two busy threads stall the window for 80 ms at the default, 28 ms so
    QCoreApplication.setApplicationName(NAME)
    QCoreApplication.setOrganizationName(NAME)
    made = QApplication.instance()
    if made is None:
        made = QApplication(sys.argv[:1])
        Collecting(made)
    assert isinstance(made, QApplication)
    made.setQuitOnLastWindowClosed(False)  # what is open says when it has let go
    return made


def open_window(data_dir: Path | None, backend: str | None, language: str | None) -> int:
    """Runs the application until its window is closed; the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    laptop: Laptop | None
    try:
        laptop = Laptop.open(data_dir, backend, language)
    except NoBackend:
        laptop = None
    except OPENING_ERRORS as error:
        print(why_not_opened(error), file=sys.stderr)
        return 1
    app = application()
    theme = Theme(app)
    if laptop is None:
        laptop = first_laptop(app, theme, data_dir, language)
        if laptop is None:
            return 0
    instance = SingleInstance(instance_name(laptop.folder))
    if instance.hand_over():
        laptop.store.close()
        return 0
    instance.listen()
    theme.show(kept_appearance(laptop.store.settings))
    opened = OpenLaptop(app, theme, laptop)
    opened.closed.connect(app.quit)
    opened.settled.connect(gc.freeze)  # what a start made stays: looking through it again would stall the window
    instance.asked.connect(opened.raise_and_go)
    opened.settled.connect(lambda: follow_network(opened))
    opened.open()
    interruption = Interruption(opened.close)
    code = app.exec()
    interruption.close()
    instance.close()
    return code


def first_laptop(app: QApplication, theme: Theme, data_dir: Path | None, language: str | None) -> Laptop | None:
    """Makes this laptop somebody's; None when they shut the window first."""
    from desktop_app.entry.first_start_window import FirstMinute

    first = FirstMinute(theme, data_dir, language)
    first.ended.connect(app.quit)
    first.window.show()
    interruption = Interruption(first.window.shut)
    app.exec()
    interruption.close()
    return first.laptop


def follow_network(opened: OpenLaptop) -> None:
    """Tells the sync what the system knows of the network, where Qt can ask it. A hint: only a sync proves anything."""
    if not QNetworkInformation.loadDefaultBackend():
        return
    network = QNetworkInformation.instance()

    def told(reachability: QNetworkInformation.Reachability) -> None:
        known = reachability is not QNetworkInformation.Reachability.Unknown
        out = reachability is not QNetworkInformation.Reachability.Disconnected
        opened.engine.network(out if known else None)

    network.reachabilityChanged.connect(told)
    opened.closed.connect(lambda: network.reachabilityChanged.disconnect(told))


def instance_name(folder: Path) -> str:
    """One window a data folder."""
    return f"sigap-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]}"
