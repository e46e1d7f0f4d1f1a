// Two clocks: the one people set, and the one that only runs. The running one stands still while some phones sleep, and
// begins anew with each start of the page; so its start is named, and named anew whenever the two clocks part.
import { hex } from "./bytes.js";

const PARTED_BY = 1500;   // milliseconds
const start = hex(crypto.getRandomValues(new Uint8Array(6)));
let part = 0;
let difference = Date.now() - performance.now();

function compare() {
  const now = Date.now() - performance.now();
  if (Math.abs(now - difference) > PARTED_BY) part += 1;
  difference = now;
}

export function moment() {
  compare();
  return { claimed_at: new Date().toISOString(), monotonic_ms: Math.max(0, Math.round(performance.now())), boot: `${start}-${part}` };
}

export function clockHeaders() {
  const { claimed_at: time, monotonic_ms: monotonic, boot } = moment();
  return { "Device-Time": time, "Device-Monotonic": String(monotonic), "Device-Boot": boot };
}

// Slow drift is followed; a jump is seen at the latest when the next record is written.
if (typeof setInterval === "function") setInterval(compare, 5000);
