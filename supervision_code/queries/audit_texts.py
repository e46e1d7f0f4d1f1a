"""What an entry says of a visit of which nothing is told but its beginning: the text, written from the rows.

Most visits of a log are such. A text that is the same as the one that was entered needs neither be read nor compared
field by field; any other one is, to say what differs.
"""

from collections.abc import Callable, Sequence
from json.encoder import encode_basestring
from typing import Any, Final

from supervision_code.domain.ledger_facts import FACTS_VERSION
from supervision_code.persistence.audit_reading import Row

_MOST_KEPT: Final = 20_000
_NONE: Final = '""'


class _Quoted(dict[str | None, str]):
    """Words in quotes as canonical texts have them; most come again and again."""

    def __missing__(self, word: str | None) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        quoted = encode_basestring(word or "")
        self[word] = quoted
        return quoted


class VisitTexts:
    """Writes the canonical text of a visit's beginning from its row and those of its parts."""

    def __init__(self, moment: Callable[[Any], int], text_of: Callable[[str], str]) -> None:
        self._moment = moment
        self._text_of = text_of
        self._quoted = _Quoted()
        self._keys: dict[str, str] = {}
        self._recorded: tuple[Any, int] = (None, 0)

    def beginning(
        self, visit: str, row: Row, started: int, parts: Sequence[Row], officers: Sequence[Sequence[Row]]
    ) -> str | None:
        """Return the text; None where a row tells more than a beginning does: a position, an annulment, who was there.

        ``started``: milliseconds; ``officers``: for each part its officers.
        """
        if row[24] is not None or row[27] is not None or row[31] is not None or row[32] or row[34] is not None:
            return None
        if any(row[35:]):
            return None
        if any(one[4] != "opener" or one[6] is not None for of_part in officers for one in of_part):
            return None
        q = self._quoted
        confirmed, ended, recorded = row[30] and self._moment(row[30]), row[5] and self._moment(row[5]), row[6]
        if recorded != self._recorded[0]:
            self._recorded = recorded, self._moment(recorded)
        written = ",".join(map(self._part, parts, officers))
        return (
            f'{{"channel":{q[row[11]]},"confirmed":{confirmed or 0},"ended":{ended or 0},"evidence":{row[12]},'
            f'"exception":{q[row[13]]},"exception_reason":{q[row[14]]},"id":"{visit}","joint_ref":{q[row[23]]},'
            f'"kind":{q[row[8]]},"late":{row[7]:d},"lead":{q[row[3]]},"number":{encode_basestring(row[2])},'
            f'"opened_by":{self._key(row[20])},"outcome":{q[row[17]]},"over_limit_reason":{q[row[16]]},'
            f'"parts":[{written}],"plan":{self._key(row[22])},"purpose":{q[row[9]]},"recorded":{self._recorded[1]},'
            f'"rectify_by":"{row[19] or ""}","result":{q[row[18]]},"scan":{self._key(row[21])},'
            f'"search_reason":{q[row[15]]},"started":{started},"state":{q[row[10]]},"v":{FACTS_VERSION}}}'
        )

    def _part(self, row: Row, officers: Sequence[Row]) -> str:
        q = self._quoted
        return (
            f'{{"agency":{q[row[2]]},"emergency":{row[5]:d},"items":{self._items(row[7])},'
            f'"officers":{self._named(officers)},"ordered_from_above":{row[4]:d},'
            f'"source_digest":{encode_basestring(row[9] or "")},"source_ref":{encode_basestring(row[8] or "")},'
            f'"type":{q[row[3]]}}}'
        )

    def _items(self, items: str) -> str:
        if not items:
            return "[]"
        if ";" not in items:
            return f"[{self._quoted[items]}]"
        return f"[{','.join([self._quoted[item] for item in sorted(items.split(';'))])}]"

    def _named(self, officers: Sequence[Row]) -> str:
        # They come in the order of their keys, which is that of their texts.
        return f"[{','.join([self._key(row[2]) for row in officers])}]"

    def _key(self, key: str | None) -> str:
        if not key:
            return _NONE
        known = self._keys.get(key)
        if known is None:
            if len(self._keys) > _MOST_KEPT:
                self._keys.clear()
            known = self._keys[key] = encode_basestring(self._text_of(key))
        return known
