"""核对监督日志的回执，不联网。Checks receipts of the supervision log, offline. Needs Python 3.11 and cryptography.

用法 Usage: python check_receipt.py keys.txt receipt.txt […]    (keys.txt: /ledger/keys)
退出码 Exit status: 0 全部成立 all holds; 1 有不成立 something does not hold; 2 用法或文件不对 wrong usage or file
"""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LOG, WITNESS, WAITING = 1, 4, "supervision-code/promise@v1"
BEGIN = rf"^(?=c2sp\.org/tlog-proof@v1$|{WAITING}$)"
PARTS = ["algorithm", "at", "commitments", "entry", "kind", "log"]
WORDS = {
    "visit_opened": "到访登记", "visit_closed": "到访结束", "visit_corrected": "更正", "visit_result": "单位结果",
    "visit_late": "补录", "visit_voided": "作废", "visit_scanned": "补扫", "dispute": "异议", "started": "开始",
    "visit_confirmed": "企业确认", "visit_approved": "补办审批", "visit_rectification": "限期改正", "officers": "人员",
    "firm": "企业", "agency": "单位", "number": "编号", "items": "事项", "ended": "结束", "outcome": "结论",
}  # fmt: skip
PLAIN = dict.fromkeys([*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A)], "?")
Keys = dict[tuple[str, str], tuple[int, bytes]]


def need(holds: object, what: str) -> None:
    if not holds:
        raise ValueError(what)


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def raw(text: str) -> bytes:
    found = base64.b64decode(text, validate=True)
    need(base64.b64encode(found).decode() == text, "编码不规范 base64 is not canonical")
    return found


def read_keys(text: str) -> Keys:
    keys = {}
    for line in filter(lambda one: one.strip() and one[0] != "#", text.splitlines()):
        name, mark, key = line.strip().split("+", 2)
        keys[name, mark] = (raw(key)[0], raw(key)[1:])
        need(hashlib.sha256(f"{name}\n".encode() + raw(key)).hexdigest()[:8] == mark, f"公钥有误 bad key: {name}")
    return keys


def signed(note: str, keys: Keys) -> tuple[list[str], set[tuple[str, int]], list[str]]:
    """Return a note's lines, who signed it well as (name, type), and the names whose keys are not known here."""
    text, found, below = note.rpartition("\n\n")
    need(found and below.endswith("\n"), "不是签名文本 not a signed note")
    good, unknown = set(), []
    for line in below.splitlines():
        _, name, encoded = line.split(" ")
        kind, key = keys.get((name, raw(encoded)[:4].hex()), (0, b""))
        message, signature = f"{text}\n".encode(), raw(encoded)[4:]
        if kind == WITNESS:
            message, signature = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8]) + message, signature[8:]
        if kind in {LOG, WITNESS}:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
            good.add((name, kind))
        else:
            unknown.append(name)
    return text.split("\n"), good, unknown


def root_over(digest: Callable[[bytes], bytes], leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Return the root of a tree of this size with the leaf at this index, as the proof has it (RFC 9162, 2.1.3)."""
    need(0 <= index < size and (size == 1) == (not proof), "证明与序号、条数不符 the proof does not fit")
    if size == 1:
        return leaf
    left = 1 << ((size - 1).bit_length() - 1)
    if index < left:
        return digest(b"\x01" + root_over(digest, leaf, index, left, proof[:-1]) + proof[-1])
    return digest(b"\x01" + proof[-1] + root_over(digest, leaf, index - left, size - left, proof[:-1]))


def check(part: str, keys: Keys) -> None:
    head, _, note = part.partition("\n\n")
    header, first, *rest = head.split("\n")
    body = json.loads((extra := json.loads(raw(first.removeprefix("extra "))))["body"])
    say(body["at"], body["kind"])
    need(sorted(body) == PARTS and canonical(body).decode() == extra["body"], "条目不规范 the entry is not canonical")
    need(body["algorithm"] in {"sha256", "sm3"}, "不认识的算法 unknown algorithm")
    digest: Callable[[bytes], bytes] = lambda data: hashlib.new(body["algorithm"], data).digest()  # noqa: E731
    leaf, promise = digest(b"\x00" + extra["body"].encode()), note if header == WAITING else extra.get("promise")
    for name, one in extra["openings"].items():
        shown = digest(bytes.fromhex(one["salt"]) + canonical(one["value"])).hex()
        need(shown == body["commitments"].get(name), f"内容与日志不符 what is shown differs from the log: {name}")
        say(one["value"], name)
    say(", ".join(sorted(set(body["commitments"]) - set(extra["openings"]))), "未出示 not shown")
    if promise:
        lines, good, _ = signed(promise, keys)
        fits = lines == [f"{body['log']}/promise", base64.b64encode(leaf).decode(), str(body["at"])]
        need(fits and (lines[0], LOG) in good, "承诺不成立，或缺公钥 no promise of this entry by a known key")
        print("  ✓ 承诺：当时已在案 promised: it was on record at that time")
    if header == WAITING:
        return print("  … 尚未封存，过几秒重新下载 not yet sealed: download it again after some seconds")
    lines, good, unknown = signed(note, keys)
    origin, size, index = lines[0], int(lines[1]), int(rest[0].removeprefix("index "))
    family = re.sub("(-[0-9]+)?$", "-", origin, count=1)  # a log may be succeeded: NAME, NAME-2, NAME-3
    need(f"{body['log']}-".startswith(family), "属于另一日志 a checkpoint of another log")
    need((origin, LOG) in good, f"缺 {origin} 的公钥或签名 no signature by a known key of the log")
    root = root_over(digest, leaf, index, size, [raw(line) for line in rest[1:]])
    need(root == raw(lines[2]), "条目不在日志中 the entry is not in the log")
    print(f"  ✓ 已封存：第 {index + 1} 号，当时日志共 {size} 条 sealed as no. {index + 1} of {size}")
    known, seen = {one[0] for one in keys if keys[one][0] == WITNESS}, [name for name, kind in good if kind == WITNESS]
    print(f"  ✓ 见证：{len(known)} 方中 {len(seen)} 方 witnessed by {len(seen)} of {len(known)}", *sorted(seen))
    return say(", ".join(unknown), "不认识的签名 signatures by unknown keys")


def say(value: Any, name: str) -> None:
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        say(one, name if isinstance(value, list) else str(key))
    if isinstance(value, int) and value > 10**11:  # milliseconds since 1970, shown in Beijing time
        value = datetime.fromtimestamp(value / 1000, timezone(timedelta(hours=8))).isoformat(" ", "seconds")
    if isinstance(value, (str, int)) and value not in {"", 0}:
        print(f"  {WORDS.get(name, '·')} {name}: {value}".translate(PLAIN))  # nothing shown may steer a terminal


def main(arguments: list[str]) -> int:
    try:
        failed, (known, *texts) = 0, [Path(name).read_bytes().decode() for name in arguments]
        keys, parts = read_keys(known), [re.split(BEGIN, text, flags=re.MULTILINE) for text in texts]
        need(parts and all(len(one) > 1 and not one[0] for one in parts), "没有回执 no receipt")
    except (OSError, ValueError, IndexError) as error:
        print(__doc__, f"文件不对 wrong file: {error}", sep="\n", file=sys.stderr)
        return 2
    for part in (part for one in parts for part in one[1:]):
        try:
            check(part, keys)
        except (InvalidSignature, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
            failed = 1
            print(f"  ✗ 不成立 DOES NOT HOLD: {str(error) or '签名不符 a signature does not fit'}".translate(PLAIN))
    print("✗ 有不成立之处，请保留原件 SOMETHING DOES NOT HOLD, keep the file" if failed else "✓ 全部成立 ALL HOLDS")
    print("证明的是：条目当时在案、未被改动；不是所记属实。 It was on record and unchanged; not: what it says is true.")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
