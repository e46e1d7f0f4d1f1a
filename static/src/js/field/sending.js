// Sending what waits: one sender on this phone at a time, each device's records in their order, each with its own
// device's token. Only our own answer with a receipt that holds is success; everything else keeps the record.
import { checkReceipt } from "./receipts.js";
import { clockHeaders } from "./clock.js";
import { bytesOf, changeDevice, changeRecord, device, devices, recordsOf } from "./db.js";

const API = "/api/v1";
const PATIENCE = 20_000;
const PAUSES = [5, 15, 60, 180, 300].map((seconds) => seconds * 1000);
const EVENTS = new Set(["visit_opened", "visit_closed"]);
const OURS = "/api/v1/problems/";

const address = (record) => (EVENTS.has(record.kind) ? `${API}/visit-events` : `${API}/visits/${record.visit}/photos`);
export const pauseAfter = (tries) => PAUSES[Math.min(tries, PAUSES.length) - 1] || 0;

async function sent(record, token) {
  const body = await bytesOf(record.id);
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const response = await fetch(address(record), {
      method: "POST", body, signal: control.signal, redirect: "error", cache: "no-store", credentials: "omit",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...clockHeaders() },
    });
    return { status: response.status, said: await spoken(response), wait: Number(response.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0, said: null, wait: 0 };
  } finally {
    clearTimeout(timer);
  }
}

async function spoken(response) {
  const kind = (response.headers.get("Content-Type") || "").split(";")[0];
  if (response.redirected || !/^application\/(problem\+)?json$/.test(kind)) { await response.text(); return null; }
  const said = JSON.parse(await response.text());
  return said && typeof said === "object" ? said : null;
}

const isProblem = (said) => Boolean(said) && String(said.type || "").startsWith(OURS);

// A photo is no link of the chain. One that is too large for whoever stands on the way is kept with that; one that failed
// again and again, perhaps because the connection breaks off under it, lets the others go by, a few in each round.
const tooLarge = (record, status) => status === 413 && !EVENTS.has(record.kind);
const failsAlways = (record, { end }) => end === "again" && !EVENTS.has(record.kind) && record.tries + 1 >= PAUSES.length;
const MOST_PASSED = 3;

async function judged(record, { status, said, wait }, owner) {
  if ((status === 200 || status === 201) && said && said.visit === record.visit && said.event === record.kind) {
    const holds = await checkReceipt(said, record, owner.package.log_keys);
    if (holds === "good") return { end: "sent", answer: said };
    if (holds === "later" || holds === "unable") return { end: "unverified", answer: said, trouble: holds === "unable" ? holds : "" };
    return { end: "again", trouble: "receipt" };
  }
  if (tooLarge(record, status)) return { end: "stuck", why: isProblem(said) ? said.detail : "" };
  if (!isProblem(said)) return { end: "again", trouble: status === 0 ? "network" : status >= 500 ? "server" : "foreign" };
  if ((status === 409 || status === 422) && said.held) return { end: "held", held: said.held, why: said.detail };
  if (status === 401 || status === 403) return { end: "refused" };
  if (status === 404 || status === 413 || status === 422 || status === 415) return { end: "stuck", why: said.detail };
  return { end: "again", trouble: status >= 500 ? "server" : "busy", wait };
}

function outcome(record, { end, answer, held, why, trouble }) {
  const done = { sentAt: Date.now(), trouble: "" };
  if (end === "sent" || end === "unverified") {
    const told = { number: answer.number, recordedAt: answer.recorded_at, startedAt: answer.started_at, endedAt: answer.ended_at, late: answer.late, evidence: answer.evidence_level };
    return { ...done, state: end, told, trouble: trouble || "", receipt: answer.receipt || null };
  }
  if (end === "held" || end === "stuck") return { ...done, state: end, held: held || "", why: why || "" };
  return { tries: record.tries + 1, trouble: trouble || "" };
}

async function sendOne(record, owner) {
  const verdict = await judged(record, await sent(record, owner.token), owner).catch(() => ({ end: "again", trouble: "foreign" }));
  if (verdict.end === "refused") {
    await changeDevice(owner.client, () => ({ refused: Date.now() }));
    return "stop";
  }
  await changeRecord(record.id, (present) => (present.state === "sent" ? {} : outcome(present, verdict)));
  if (verdict.end !== "again") return "next";
  await changeDevice(owner.client, () => ({ nextTry: Date.now() + Math.max(pauseAfter(record.tries + 1), (verdict.wait || 0) * 1000) }));
  return failsAlways(record, verdict) ? "pass" : "stop";
}

async function sendAllOf(client, urgent) {
  const owner = await device(client);
  if (!owner || owner.refused || !owner.package || (!urgent && (owner.nextTry || 0) > Date.now())) return;
  let passed = 0;
  for (const record of await recordsOf(client)) {
    if (record.state === "waiting" || (urgent && (record.state === "unverified" || record.state === "stuck"))) {
      const next = await sendOne(record, await device(client));
      passed += next === "pass" ? 1 : 0;
      if (next === "stop" || passed > MOST_PASSED) return;
    }
  }
}

// Two tabs, or a tab and the service worker: whoever has the lock sends. The other goes on with its work; one that was
// told by hand waits until it is its turn, so that its try is over only when there was one.
export async function sendWaiting({ urgent = false } = {}) {
  const work = async () => {
    for (const { client } of await devices()) await sendAllOf(client, urgent);
    return true;
  };
  if (!navigator.locks) return work();
  return navigator.locks.request("field-sending", { ifAvailable: !urgent }, (lock) => (lock ? work() : false));
}
