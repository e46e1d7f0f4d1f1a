"""The lines of a form under which people sign, as they are printed: who, how, when, on whose device."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from supervision_code.domain.days import SHANGHAI
from supervision_code.domain.documents import DocumentKind, Seat, SigningManner, SigningPart, missing_seats, seats_of
from supervision_code.domain.errors import InvalidValue
from supervision_code.domain.signatures import as_svg, read_strokes

_PART_WORDS: Final[Mapping[SigningPart, str]] = {
    SigningPart.APPROVER: "paper-signature-approver",
    SigningPart.OFFICER: "paper-signature-officer",
    SigningPart.FIRM: "paper-signature-firm",
    SigningPart.WITNESS: "paper-signature-witness",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSignature:
    """What one person answered."""

    seat: str
    part: SigningPart
    manner: SigningManner
    name: str
    capacity: str
    strokes: str
    reason: str
    at: datetime
    own_device: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the form: whose it is, and what stands on it by now."""

    seat: Seat
    name: str
    """Of the officer whose line it is; empty for others before they signed."""
    given: GivenSignature | None


def seats_in(kind: DocumentKind, values: Mapping[str, Any]) -> tuple[Seat, ...]:
    """Return the lines of a form from what it prints."""
    officers = [UUID(one) for one in values["signers"]]
    return seats_of(kind, officers, firm_present=bool(values["visit-number"]))


def require_somebody_to_sign(kind: DocumentKind, values: Mapping[str, Any]) -> None:
    """Raise InvalidValue (``officers``) for a form without any line: nobody could ever complete it."""
    if not seats_in(kind, values):
        raise InvalidValue(field="officers", value="", expected="expected-officer-on-document")


def lines_of(kind: DocumentKind, values: Mapping[str, Any], given: Iterable[GivenSignature]) -> tuple[Line, ...]:
    """Return all lines in the order of the form, with a witness's where one signed or must."""
    by_seat = {one.seat: one for one in given}
    names = {one["id"]: one["name"] for one in values["officers"]}
    seats = seats_in(kind, values)
    manners = {key: one.manner for key, one in by_seat.items()}
    extra = [seat for seat in missing_seats(seats, manners) if seat not in seats]
    if SigningPart.WITNESS.value in by_seat:
        extra = [Seat(SigningPart.WITNESS)]
    return tuple(
        Line(seat=seat, name=names.get(str(seat.officer_id), ""), given=by_seat.get(seat.key))
        for seat in (*seats, *extra)
    )


def is_complete(kind: DocumentKind, values: Mapping[str, Any], given: Iterable[GivenSignature]) -> bool:
    """Say whether everybody has answered who must; where nobody must, nothing is ever complete."""
    seats, manners = seats_in(kind, values), {one.seat: one.manner for one in given}
    return bool(seats) and not missing_seats(seats, manners)


def printed_lines(kind: DocumentKind, lines: Sequence[Line], words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the lines as the form's template takes them."""
    return [_printed(kind, line, words) for line in lines]


def _printed(kind: DocumentKind, line: Line, words: Mapping[str, str]) -> dict[str, Any]:
    part, given = line.seat.part, line.given
    asked = kind is DocumentKind.INQUIRY and part is SigningPart.FIRM
    row: dict[str, Any] = {
        "part": words["paper-signature-asked" if asked else _PART_WORDS[part]],
        **dict.fromkeys(("capacity", "svg", "reason", "at", "device", "decision"), ""),
        "name": line.name,
        "refused": False,
    }
    if given is None:
        return row
    drawn = given.manner is SigningManner.DRAWN
    decided = given.manner is SigningManner.DECIDED
    return {
        **row,
        "name": given.name or line.name,
        "capacity": given.capacity,
        "svg": as_svg(read_strokes(given.strokes), words["paper-signature-of"] + given.name) if drawn else "",
        "refused": given.manner is SigningManner.REFUSED,
        "reason": given.reason,
        "at": f"{given.at.astimezone(SHANGHAI):%Y年%-m月%-d日 %H:%M}",
        "device": words["paper-own-device" if given.own_device else "paper-other-device"] if drawn else "",
        "decision": words["paper-approved"] if decided else "",
    }
