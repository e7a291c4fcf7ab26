"""Language and display: how the window speaks and looks. Each choice takes effect at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.catalogue import languages, native_name
from desktop_app.settings import LANGUAGE
from desktop_app.ui.actions import shown_keys
from desktop_app.ui.context import Context
from desktop_app.ui.settings.group import Group
from desktop_app.ui.settings.setting_row import SettingRow
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.slider import StepSlider
from desktop_app.ui.widgets.toggle import Toggle

_SIZES = (90, 100, 110, 125, 150, 200)
"""What the slider offers; the size in use is added where Ctrl + led to another."""
_CONTRAST: Mapping[str, bool | None] = {"system": None, "normal": False, "high": True}


class DisplayCard(Group):
    """`focused()` names the control that has the focus, `focus(name)` gives it back after the page was built anew."""

    def __init__(self, context: Context) -> None:
        self._context, theme, text = context, context.theme, context.text
        spoken = [(code, native_name(code)) for code in sorted(languages(), key=lambda code: code != LANGUAGE.default)]
        self.language = Segmented(theme, text("Language"), spoken, context.language)
        self.scheme = Segmented(
            theme, text("Display"),
            (("light", text("Light"), "sun"), ("dark", text("Dark"), "moon"),
             ("system", text("As the system"), "monitor")),
        )  # fmt: skip
        self.contrast = Segmented(
            theme, text("Contrast"),
            (("system", text("As the system")), ("normal", text.context("contrast", "Normal")),
             ("high", text.context("contrast", "High"))),
        )  # fmt: skip
        self.text_size = self._slider()
        self.motion = Toggle(theme, text("Less motion"))
        keys = text("{larger} and {smaller} do it too", larger=shown_keys("Ctrl++"), smaller=shown_keys("Ctrl+-"))
        self._size_row = SettingRow(theme, text("Text size"), keys, self.text_size)
        super().__init__(
            theme, text("Language and display"),
            SettingRow(theme, text("Language"), "", self.language),
            SettingRow(theme, text("Display"), "", self.scheme),
            SettingRow(theme, text("Contrast"), "", self.contrast),
            self._size_row,
            SettingRow(theme, text("Less motion"), text("Pages change without movement"), self.motion),
        )  # fmt: skip
        self.show_appearance()
        theme.changed.connect(self.show_appearance)
        self.language.chosen.connect(context.shell.use_language)
        self.scheme.chosen.connect(lambda key: self._change(scheme=key))
        self.contrast.chosen.connect(lambda key: self._change(high_contrast=_CONTRAST[key]))
        self.motion.clicked.connect(lambda on: self._change(reduced_motion=on))

    def show_appearance(self) -> None:
        """What is in use now, also when a key or the menu changed it."""
        used = self._context.theme.appearance
        self.scheme.choose(used.scheme)
        self.contrast.choose(next(key for key, high in _CONTRAST.items() if high == used.high_contrast))
        if used.text_size not in self._offered:
            self.text_size = self._slider()
            self._size_row.swap(self.text_size)
        self.text_size.choose(used.text_size)
        self.motion.setChecked(used.reduced_motion)

    def _slider(self) -> StepSlider:
        used = self._context.theme.appearance.text_size
        self._offered = sorted({*_SIZES, used})
        name = self._context.text("Text size")
        made = StepSlider(self._context.theme, name, [(size, f"{size}%") for size in self._offered], used)
        made.chosen.connect(lambda key: self._change(text_size=key))
        return made

    def focused(self) -> str:
        """The name of the control with the focus, empty while it is elsewhere."""
        return next((name for name, control in self._controls().items() if _has_focus(control)), "")

    def focus(self, name: str) -> None:
        """The focus goes to this control."""
        control = self._controls().get(name)
        if isinstance(control, Segmented):
            at = control.at()
            chosen = [each for each in control.segments() if getattr(each, "isChecked", bool)()]
            (chosen if at is not None and chosen else control.segments())[0].setFocus()
        elif control is not None:
            control.setFocus()

    def _controls(self) -> dict[str, QWidget]:
        return {
            "language": self.language, "scheme": self.scheme, "contrast": self.contrast, "text_size": self.text_size,
            "motion": self.motion,
        }  # fmt: skip

    def _change(self, **changed: Any) -> None:
        shell, used = self._context.shell, self._context.theme.appearance
        shell.use_appearance(replace(used, **changed))


def _has_focus(control: QWidget) -> bool:
    inside = control.window().focusWidget()
    return inside is not None and (inside is control or control.isAncestorOf(inside))
