"""An amount of money."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.fields import wording
from desktop_app.ui.forms.fields.whole import Whole


class Money(Whole):
    """A line for an amount, its currency before it."""

    name = "money"
    measure = 180

    def sign(self) -> str:
        return wording.CURRENCIES[self.field["currency"]][0]

    def written(self, answer: Any) -> str:
        if type(answer) is not int:
            return str(answer)
        return wording.number(answer, wording.CURRENCIES[self.field["currency"]][1], self.around.language)
