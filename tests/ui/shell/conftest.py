"""The window that the tests of the shell share."""

from tests.ui.shell.window_bench import bench

__all__ = ["bench"]
