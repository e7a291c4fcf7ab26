"""Where the data the product ships with lies: inside the package once it is installed, beside it in a clone."""

from pathlib import Path


def folder() -> Path:
    """The folder of the sample company, forms, knowledge, calendars, catalogues and theme."""
    package = Path(__file__).parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
