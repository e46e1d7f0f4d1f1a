// Writing records: bytes exactly as they will be sent, chained by their hashes, signed with the phone's key, and on the
// disk before anybody is told that they are saved.
import { base64, hex, newId, sha256, utf8 } from "./bytes.js";
import { moment } from "./clock.js";
import { database, device, recordsOf, write } from "./db.js";

export class NoSpace extends Error {}

const SIGNED = { name: "ECDSA", hash: "SHA-256" };
const STORES = ["devices", "records", "bytes", "visits"];
const EVENTS = new Set(["visit_opened", "visit_closed"]);

const isFull = (error) => Boolean(error) && (error.name === "QuotaExceededError" || (error.inner && error.inner.name === "QuotaExceededError"));

// One writer at a time, in all tabs: the chain has no forks.
function alone(work) {
  return navigator.locks ? navigator.locks.request("field-write", work) : work();
}

export function append(client, kind, said, visitChange) {
  return alone(async () => {
    const made = await prepared(await device(client), kind, said);
    try {
      return await store(made, visitChange);
    } catch (error) {
      if (!isFull(error)) throw error;
    }
    await freeSpace(client).catch(() => {});   // so full that not even this can be written
    try {
      return await store(made, visitChange);
    } catch (error) {
      throw isFull(error) ? new NoSpace() : error;
    }
  });
}

async function prepared(owner, kind, said) {
  const at = moment();
  const whole = { event: kind, ...said, ...at, ...(owner.lastHash ? { previous: owner.lastHash } : {}) };
  const bytes = utf8(JSON.stringify(whole));
  const hash = hex(await sha256(bytes));
  const signature = base64(await crypto.subtle.sign(SIGNED, owner.keys.privateKey, bytes));
  const record = {
    id: `${owner.client}/${String(owner.nextSeq).padStart(9, "0")}`,
    client: owner.client, account: owner.account, seq: owner.nextSeq, kind, visit: said.visit,
    kept: true, sha256: hash, signature, claimedAt: at.claimed_at, savedAt: Date.now(), contentHash: said.sha256 || "", state: "waiting", tries: 0, trouble: "",
  };
  return { owner, record, bytes, hash };
}

function store({ owner, record, bytes, hash }, visitChange) {
  return write(STORES, async (all) => {
    const present = await all.objectStore("devices").get(owner.client);
    if (present.nextSeq !== record.seq) throw new Error("the queue has moved on");
    const chained = EVENTS.has(record.kind) ? { lastHash: hash } : {};
    const shown = await all.objectStore("visits").get(record.visit);
    if (record.kind === "visit_closed" && shown && shown.closedAt) return null;   // another tab was faster: it ends once
    await all.objectStore("records").add(record);
    await all.objectStore("bytes").add(bytes, record.id);
    await all.objectStore("devices").put({ ...present, ...chained, nextSeq: record.seq + 1 });
    await all.objectStore("visits").put({ ...(shown || { id: record.visit, client: owner.client }), ...visitChange(record, shown) });
    return record;
  });
}

// Room for what is new is made from pictures that have arrived, the oldest first; what was not sent is never touched.
async function freeSpace(client) {
  const sent = (await recordsOf(client)).filter((one) => one.state === "sent" && one.kind === "visit_photo" && one.kept);
  for (const one of sent) {
    await write(["records", "bytes"], async (all) => {
      await all.objectStore("bytes").delete(one.id);
      await all.objectStore("records").put({ ...one, kept: false });
    });
  }
}

// Deletes what has arrived and whose receipt holds; a visit goes when nothing of it is left.
export async function clearSent(client) {
  return alone(async () => {
    const all = await recordsOf(client);
    const open = new Set(all.filter((one) => one.state !== "sent").map((one) => one.visit));
    const closed = new Set(all.filter((one) => one.kind === "visit_closed" && one.state === "sent").map((one) => one.visit));
    const gone = all.filter((one) => one.state === "sent" && closed.has(one.visit) && !open.has(one.visit));
    await write(["records", "bytes", "visits"], async (stores) => {
      for (const one of gone) {
        await stores.objectStore("records").delete(one.id);
        await stores.objectStore("bytes").delete(one.id);
      }
      for (const id of new Set(gone.map((one) => one.visit))) await stores.objectStore("visits").delete(id);
    });
    return gone.length;
  });
}

// What the server will not take goes only by its officer's word: a photo that was refused, or a record of which the
// supervisor has the bytes. Nothing else can be removed before it has arrived.
export const canRemove = ({ state, kind }) => state === "held" || (state === "stuck" && kind === "visit_photo");

export function removeRecord(id) {
  return alone(() => write(["records", "bytes", "visits"], async (all) => {
    const record = await all.objectStore("records").get(id);
    if (!record || !canRemove(record)) return false;
    const shown = await all.objectStore("visits").get(record.visit);
    await all.objectStore("records").delete(id);
    await all.objectStore("bytes").delete(id);
    if (shown && shown.photos) await all.objectStore("visits").put({ ...shown, photos: shown.photos.filter((one) => one.record !== id) });
    return true;
  }));
}

export const freshVisit = () => newId();
export const askToPersist = async () => Boolean(navigator.storage && navigator.storage.persist) && await navigator.storage.persist();
export const ready = database;
