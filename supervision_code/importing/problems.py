"""What can be wrong in a file: the reasons by name, and a problem at one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int


class ImportReason(StrEnum):
    """Why a value, a row or a file is not accepted; the catalogue has a sentence for each."""

    NOT_READABLE = "not_readable"
    NOT_TEXT = "not_text"
    OLD_SPREADSHEET = "old_spreadsheet"
    SPREADSHEET_BROKEN = "spreadsheet_broken"
    SPREADSHEET_TOO_LARGE = "spreadsheet_too_large"
    BAD_QUOTES = "bad_quotes"
    EMPTY_FILE = "empty_file"
    UNKNOWN_COLUMN = "unknown_column"
    MISSING_COLUMN = "missing_column"
    REPEATED_COLUMN = "repeated_column"
    CELL_COUNT = "cell_count"
    REQUIRED = "required"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    NOT_ONE_OF = "not_one_of"
    TRUE_OR_EMPTY = "true_or_empty"
    NOT_A_DAY = "not_a_day"
    NOT_A_MOMENT = "not_a_moment"
    ZONE_MISSING = "zone_missing"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    BAD_KEY = "bad_key"
    CREDIT_CODE = "credit_code"
    INDUSTRY_CODE = "industry_code"
    BOTH_OR_NONE = "both_or_none"
    ENDED_BEFORE_START = "ended_before_start"
    NO_SUCH_DISTRICT = "no_such_district"
    NO_SUCH_AGENCY = "no_such_agency"
    NO_SUCH_OFFICER = "no_such_officer"
    NO_SUCH_ITEM = "no_such_item"
    NO_SUCH_ENTERPRISE = "no_such_enterprise"
    STREET_OUTSIDE = "street_outside"
    PARENT_LEVEL = "parent_level"
    PARENT_CIRCLE = "parent_circle"
    ITEM_OF_OTHER_AGENCY = "item_of_other_agency"
    REPEATED_KEY = "repeated_key"
    OTHER_CONTENT = "other_content"
    JOINT_OTHER_START = "joint_other_start"
    JOINT_OTHER_KIND = "joint_other_kind"
    JOINT_SAME_AGENCY = "joint_same_agency"
    JOINT_VOIDED = "joint_voided"
    NOT_A_SPAN = "not_a_span"
    NOT_A_SHARE = "not_a_share"
    NOT_WHOLE = "not_whole"
    OTHER_AGENCY = "other_agency"
    OTHER_LEVEL = "other_level"
    NO_SUCH_OWN_ITEM = "no_such_own_item"
    NOT_AN_OBJECT = "not_an_object"
    PLAN_ON_RECORD = "plan_on_record"
    REPEATED_PLAN = "repeated_plan"
    NOT_A_LIST = "not_a_list"
    TOO_MANY_ROWS = "too_many_rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong. Rows are numbered as a spreadsheet shows them: the column names stand in row 1."""

    row: int
    column: str
    value: str
    reason: ImportReason
    facts: Mapping[str, Fact] = field(default_factory=dict)


class Refused(Exception):
    """A value that is not accepted; who knows the place makes a problem of it."""

    def __init__(self, reason: ImportReason, **facts: Fact) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts: Mapping[str, Fact] = facts


class FileRefused(Exception):
    """The file as a whole cannot be read: nothing in it was looked at any further."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems
