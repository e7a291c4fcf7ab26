"""One start, in a process that loads nothing else: the floor, or the product. Says when it was usable, and its memory.

python -m benchmarks.startup_arm bare | sigap FOLDER | work FOLDER | index FOLDER

`sigap` ends when its window is usable, `work` some seconds later, when sync and search are loaded too, `index` when the
index is made.
"""

from __future__ import annotations

import gc
import sys
import time

SETTLED = 6_000  # ms until sync and search have begun their work
NOWHERE = "postgresql://sari@127.0.0.1:9/sigap"


def memory() -> float:
    """Of this process now, in MB."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report() -> None:
    """What the parent reads: the clock is the system's, the same in both processes."""
    cpu = time.process_time() * 1000
    print(f'{{"at": {time.monotonic()}, "cpu": {cpu}, "memory": {memory()}}}', flush=True)


def bare() -> None:
    """The floor: a window with one label."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Sigap"))
    window.resize(1440, 900)
    window.show()

    def painted() -> None:
        window.repaint()
        report()
        application.quit()

    QTimer.singleShot(0, painted)
    application.exec()


def product(folder: str, until: str) -> None:
    """`sigap --data-dir …`, closed when it is as far as is said."""
    from desktop_app.__main__ import main

    gc.disable()  # as main does before it loads the window
    from desktop_app.entry import qt  # noqa: F401
    from desktop_app.entry.open_laptop import OpenLaptop

    really_open = OpenLaptop.open

    def open_and_watch(opened: OpenLaptop) -> None:
        from PySide6.QtCore import QTimer

        def usable() -> None:
            assert opened.window is not None
            opened.window.repaint()
            if until != "work":
                report()
            if until == "sigap":
                opened.close()

        def worked() -> None:
            report()
            opened.close()

        opened.settled.connect(usable)
        if until == "work":
            opened.settled.connect(lambda: QTimer.singleShot(SETTLED, worked))
        elif until == "index":
            _close_when_level(opened)
        really_open(opened)

    OpenLaptop.open = open_and_watch  # type: ignore[method-assign, assignment]
    sys.argv = ["sigap", "--data-dir", folder, "--backend", NOWHERE]
    main()


def _close_when_level(opened: object) -> None:
    from PySide6.QtCore import QTimer

    timer = QTimer(opened)  # type: ignore[arg-type]

    def look() -> None:
        if _level(opened):
            timer.stop()
            opened.close()  # type: ignore[attr-defined]

    timer.timeout.connect(look)
    timer.start(200)


def _level(opened: object) -> bool:
    """Index and HTML of every article are made."""
    from desktop_app.store.schema import REPLICA, article_html

    store = opened.laptop.store  # type: ignore[attr-defined]
    tables = (article_html.name, REPLICA["article"].name)
    made, known = store.reader.read(
        lambda c: [c.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in tables]
    )
    return bool(made >= known and not store.feed.take(1))


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        product(sys.argv[2], sys.argv[1])
