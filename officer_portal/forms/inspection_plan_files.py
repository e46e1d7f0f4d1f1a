"""The form that takes a year's plan in as a file."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage

from officer_portal.inspection_plan_files import sentences_of_problems
from supervision_code.importing.problems import FileRefused
from supervision_code.web.forms import Form
from supervision_code.web.messages import lazy_t

_T = TypeVar("_T")


class PlanFileForm(Form):
    """A year's plan as a spreadsheet. ``faults``: what is wrong in it, as sentences."""

    file = FileField(
        lazy_t("officer-inspection-plan-file"),
        description=lazy_t("officer-inspection-plan-file-hint"),
        validators=[FileRequired(lazy_t("officer-inspection-plan-file-missing"))],
        render_kw={"accept": ".xlsx,.csv"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults: list[str] = []

    def carry_out(self, action: Callable[[], _T]) -> _T | None:
        """Run the import; what keeps the whole file out becomes faults of this form."""

        def told() -> _T | None:
            try:
                return action()
            except FileRefused as refused:
                self.faults = sentences_of_problems(refused.problems, len(refused.problems))
                return None

        return super().carry_out(told)

    @property
    def sent(self) -> FileStorage:
        """Return the file, once the form was found valid."""
        return cast("FileStorage", self.file.data)
