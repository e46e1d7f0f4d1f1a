// What the phone keeps: devices (one for each officer who set it up), records (what is to be sent) and apart from them
// their bytes, which are many and read only when they are sent, visits (what the screens show), meta. A record is only
// said to be saved when its transaction is complete and on the disk.
import { openDB } from "idb";

const NAME = "field";
const listeners = new Set();
// Every tab and the service worker hear of every change; what a screen says is never older than that.
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("field-changed") : null;
let opened = null;

const heard = () => listeners.forEach((listener) => listener());
if (channel) channel.onmessage = heard;
export const onChange = (listener) => listeners.add(listener);

function changed() {
  if (channel) channel.postMessage("changed");
  heard();
}

function upgrade(db, before, _, transaction) {
  if (before < 1) {
    db.createObjectStore("devices", { keyPath: "client" });
    const records = db.createObjectStore("records", { keyPath: "id" });
    records.createIndex("client", "client");
    records.createIndex("visit", "visit");
    db.createObjectStore("visits", { keyPath: "id" }).createIndex("client", "client");
    db.createObjectStore("meta");
    db.createObjectStore("keys");
  }
  if (before < 2) {
    const apart = db.createObjectStore("bytes");
    if (before) partBytes(transaction.objectStore("records"), apart);
  }
}

async function partBytes(records, apart) {
  for (let at = await records.openCursor(); at; at = await at.continue()) {
    const { bytes, ...rest } = at.value;
    if (bytes) await apart.put(bytes, rest.id);
    await at.update({ ...rest, kept: Boolean(bytes) });
  }
}

export function database() {
  opened = opened || openDB(NAME, 2, {
    upgrade,
    blocking() { database().then((db) => db.close()); opened = null; },
    terminated() { opened = null; },
  });
  return opened;
}

export async function write(stores, work) {
  const transaction = (await database()).transaction(stores, "readwrite", { durability: "strict" });
  try {
    const result = await work(transaction);
    await transaction.done;
    changed();
    return result;
  } catch (error) {
    transaction.done.catch(() => {});
    try { transaction.abort(); } catch { /* it is over already */ }
    throw error;
  }
}

export const getMeta = async (name) => (await database()).get("meta", name);
export const setMeta = (name, value) => write(["meta"], (all) => all.objectStore("meta").put(value, name));
export const devices = async () => (await database()).getAll("devices");
export const device = async (client) => (await database()).get("devices", client);

export const bytesOf = async (id) => (await database()).get("bytes", id);

// In the order in which they were made, without their bytes.
export const recordsOf = async (client) => (await (await database()).getAllFromIndex("records", "client", client)).sort((one, other) => one.seq - other.seq);

export function changeDevice(client, change) {
  return write(["devices"], async (all) => {
    const store = all.objectStore("devices");
    const found = await store.get(client);
    if (found) await store.put({ ...found, ...change(found) });
  });
}

export function changeRecord(id, change) {
  return write(["records"], async (all) => {
    const store = all.objectStore("records");
    const found = await store.get(id);
    if (found) await store.put({ ...found, ...change(found) });
  });
}

export async function activeDevice() {
  const client = await getMeta("active");
  return client ? device(client) : undefined;
}

// What the screens say comes from here: everything of one moment, in one transaction, so that no sentence on a page can
// contradict another. A record on its way is in it as what it is, not sent.
export async function snapshot() {
  const all = (await database()).transaction(["devices", "meta", "records", "visits"]);
  const meta = all.objectStore("meta");
  const [active, stranger, known, records, visitsKept] = await Promise.all([
    meta.get("active"), meta.get("stranger"), ...["devices", "records", "visits"].map((name) => all.objectStore(name).getAll()),
  ]);
  return { active, stranger, devices: known, records: records.sort((one, other) => one.seq - other.seq), visits: visitsKept };
}
