"""`sigap enrol`: the first start on a laptop, from a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desktop_app.catalogue import Catalogue, languages
from desktop_app.entry.first_start import FirstStart, read_file
from desktop_app.entry.first_start_sentences import EXPECTED, in_a_file, why
from desktop_app.entry.laptop import Laptop
from desktop_app.entry.terminal.door import Door, fail
from desktop_app.envelope import system_clock
from desktop_app.settings import LANGUAGE
from desktop_app.sync.patience import Patience


def enrol(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The file your administrator gave you.")]
) -> None:
    """Make this laptop yours with the enrolment file from your administrator."""
    door: Door = context.obj
    text = Catalogue.load(door.language if door.language in languages() else LANGUAGE.default)
    try:
        way = read_file(file)
        protected = FirstStart(door.data_dir).come_in(way, Patience())
        laptop = Laptop.open(door.data_dir, way.backend.url, door.language)
    except EXPECTED as error:
        fail(" ".join(why(text, error, system_clock())))
    laptop.store.close()
    print(
        text(
            "This laptop is ready for {login}. The code in the file is used up; you may delete it.", login=laptop.login
        )
    )
    if not protected:
        what, more = in_a_file(text)
        print(f"{what}. {more}")
