"""Seven days without network: many records on a phone whose browser is killed at random, then sent while all fails.

Run by hand: ``make field-drill``, ``RECORDS=100`` for fewer. The browser is ended with signal 9 while records are
written and while they are sent; the network cuts every second sending at random. Afterwards: what the screen called
saved is on the server once, nothing else is, every receipt holds, and each visit is on the day on which it was.
Needs Chromium.
"""

import contextlib
import logging
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Error, sync_playwright
from sqlalchemy import func, select

from supervision_code.persistence.models.machine_clients import HeldEvent, ReceivedEvent
from supervision_code.persistence.models.visits import Visit
from tests.journeys.field import Phone, faults_of
from tests.journeys.serving import serve
from tests.support.cutting import Cut

_DAY_MS: Final = 86_400_000
_CLOCK: Final = """(() => {
  const Real = Date;
  const shift = %d;
  window.Date = class extends Real {
    constructor(...said) { if (said.length) super(...said); else super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
})();"""
_DICE: Final = random.Random(20261122)
_PATIENCE_MS: Final = 8_000


class Hunted:
    """A phone whose browser somebody kills now and then."""

    def __init__(self, phone: Phone, profile: Path, most: int) -> None:
        self.phone = phone
        self.kills = 0
        self._lock = profile / "SingletonLock"
        self._browser: int | None = None
        self._left = most

    @contextlib.contextmanager
    def hunted(self) -> Iterator[None]:
        """Kill the browser at some moment of the block, in one of three blocks, until it was killed often enough."""
        timer = None
        if self._left and _DICE.random() < 1 / 3:
            self._left -= 1
            timer = threading.Timer(_DICE.uniform(0.05, 1.2), self._kill)
            timer.start()
        with contextlib.suppress(Error):
            yield
        if timer is not None:
            timer.cancel()
            timer.join()

    def again(self, day: int) -> None:
        """Open the browser again, on this day of the seven."""
        with contextlib.suppress(Error):
            self.phone.context.close()
        self._end()
        time.sleep(0.2)
        self._lock.unlink(missing_ok=True)
        self.phone.script = _CLOCK % ((day - 7) * _DAY_MS) if day < 7 else ""
        self.phone.start()
        # The lock of the profile names its browser: the host, and the process that was started just now.
        self._browser = int(self._lock.readlink().name.rsplit("-", 1)[1])
        self.phone.context.set_default_timeout(_PATIENCE_MS)
        self.phone.open()

    def alive(self) -> bool:
        """Say whether the browser still answers."""
        try:
            return bool(self.phone.page.evaluate("1 + 1") == 2)
        except Error:
            return False

    def _kill(self) -> None:
        self.kills += 1
        self._end()

    def _end(self) -> None:
        """End the browser started last, which leads a group of processes of its own, unless it has ended."""
        browser, self._browser = self._browser, None
        if browser is not None and self._lock.is_symlink():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(browser, signal.SIGKILL)


def main(records: int) -> int:
    """Run, print what was found, and return 0 when everything holds."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder, faults = Path(name), 0
        for served in serve(folder / "data"):
            phone = Phone(playwright, served, folder / "profile")
            phone.set_up("officer")
            hunted = Hunted(phone, folder / "profile", max(4, records // 10))
            begun = time.monotonic()
            saved = _seven_days(hunted, served.city.firm.uscc, records)
            writing = time.monotonic() - begun
            _send_all(hunted)
            wrong = list(_judged(hunted, saved))
            whole = time.monotonic() - begun
            print(f"{records} records, {hunted.kills} kills; writing {writing:.0f} s, all {whole:.0f} s")
            print("\n".join(wrong) or "nothing lost, nothing doubled, every receipt holds")
            phone.close()
            faults += len(wrong)
    return 1 if faults else 0


def _seven_days(hunted: Hunted, uscc: str, records: int) -> set[str]:
    """Write the records over the days; return the visits of which the screen said that they are saved."""
    phone, saved = hunted.phone, set()
    phone.network.down = True
    for day in range(7):
        hunted.again(day)
        while len(phone.kept()) < records * (day + 1) // 7:
            with hunted.hunted():
                phone.begin_typed(uscc)
                saved.add(phone.page.url.rpartition("/")[2])
                phone.leave()
            if not hunted.alive():
                hunted.again(day)
    hunted.again(7)
    return saved


def _send_all(hunted: Hunted) -> None:
    phone = hunted.phone
    phone.network.down = False
    for _ in range(2_000):
        phone.network.cuts.extend(_DICE.choice(list(Cut)) for _ in range(1) if _DICE.random() < 1 / 2)
        with hunted.hunted():
            phone.send_now()
        if not hunted.alive():
            hunted.again(7)
        if all(record["state"] == "sent" for record in phone.kept()):
            return


def _judged(hunted: Hunted, saved: set[str]) -> Iterator[str]:
    phone = hunted.phone
    kept = phone.kept()
    named = {(record["visit"], record["kind"]) for record in kept}
    with phone.served.supervision.database.read() as session:
        received = {(str(row.visit_id), row.kind.value) for row in session.scalars(select(ReceivedEvent))}
        visits = {str(visit.id): visit for visit in session.scalars(select(Visit))}
        held = session.scalar(select(func.count()).select_from(HeldEvent)) or 0
    if len(named) != len(kept) or received != named:
        yield f"on the phone {len(kept)}, on the server {len(received)}, in one only {len(received ^ named)}"
    if lost := saved - visits.keys():
        yield f"called saved and not there: {len(lost)}"
    if held:
        yield f"held: {held}"
    yield from (f"a receipt does not hold: {fault}" for fault in faults_of(phone))
    for record in kept:
        told, visit = record["claimedAt"][:19], visits.get(record["visit"])
        if record["kind"] == "visit_opened" and visit and visit.started_at.isoformat()[:19] != told:
            yield f"{record['visit']}: begun {told}, on record {visit.started_at}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
