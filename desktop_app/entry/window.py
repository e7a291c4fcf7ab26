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

from desktop_app import access_words
from desktop_app.catalogue import Catalogue, languages
from desktop_app.entry.interruption import Interruption
from desktop_app.entry.laptop import OPENING_ERRORS, Laptop, NoBackend, why_not_opened
from desktop_app.entry.open_laptop import OpenLaptop
from desktop_app.entry.removal import Removed
from desktop_app.entry.replica_key import KeyGone, KeyUnreachable
from desktop_app.settings import LANGUAGE
from desktop_app.store.errors import StoreError
from desktop_app.ui.appearance_settings import kept_appearance
from desktop_app.ui.collecting import Collecting
from desktop_app.ui.shell.instance import SingleInstance
from desktop_app.ui.theme import Theme

NAME = "Sigap"
_AGAIN = 2  # how the event loop ends when a person wants another try


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
    app: QApplication | None = None
    stands: StoreError | None = None
    while True:
        laptop: Laptop | None = None
        try:
            laptop = Laptop.open(data_dir, backend, language)
        except NoBackend:
            pass
        except (Removed, KeyGone, KeyUnreachable) as error:
            stands = error
        except OPENING_ERRORS as error:
            print(why_not_opened(error, language), file=sys.stderr)
            return 1
        app = app or application()
        theme = Theme(app)
        if isinstance(stands, KeyUnreachable) and laptop is None:
            if not another_try(app, theme, language):
                return 1
            continue
        if laptop is None:
            laptop = first_laptop(app, theme, data_dir, language, stands)
            if laptop is None:
                return 0
        code, stands = one_laptop(app, theme, laptop)
        if stands is None:
            return code
        backend = None  # another start of a laptop whose copy was just removed says so, and takes a new file


def one_laptop(app: QApplication, theme: Theme, laptop: Laptop) -> tuple[int, Removed | None]:
    """A window on this laptop until it is closed: the exit code, and whether its copy was removed meanwhile."""
    instance = SingleInstance(instance_name(laptop.folder))
    if instance.hand_over():
        laptop.store.close()
        return 0, None
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
    return code, Removed(opened.removal) if opened.removal is not None else None


def another_try(app: QApplication, theme: Theme, language: str | None) -> bool:
    """Says that the key cannot be reached; whether the person wants it tried once more."""
    from desktop_app.ui.closed.view import ClosedLaptop

    text = Catalogue.load(language if language in languages() else LANGUAGE.default)
    closed = ClosedLaptop(theme, text, *access_words.key_unreachable(text), icon="key")
    closed.again.connect(lambda: app.exit(_AGAIN))
    closed.closing.connect(app.quit)
    closed.show()
    interruption = Interruption(app.quit)
    wanted = app.exec()
    interruption.close()
    closed.deleteLater()
    return wanted == _AGAIN


def first_laptop(
    app: QApplication, theme: Theme, data_dir: Path | None, language: str | None, stands: StoreError | None = None
) -> Laptop | None:
    """Makes this laptop somebody's; None when they shut the window first. `stands`: what stands in the way of the one
    that it was."""
    from desktop_app.entry.first_start_window import FirstMinute

    first = FirstMinute(theme, data_dir, language, stands)
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
