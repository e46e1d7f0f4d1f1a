"""The base of forms that share a page: each carries its own name before the names of its fields."""

from typing import Any

from supervision_code.web.forms import Form


class StepForm(Form):
    """A form whose fields carry the name of their step."""

    step = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix=self.step, **kwargs)
