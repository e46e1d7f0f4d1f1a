// What the phone keeps: devices (one for each officer who set it up), records (what is to be sent), visits (what the
// screens show), meta. A record is only said to be saved when its transaction is complete and on the disk.
import { openDB } from "idb";

const NAME = "field";
let opened = null;

function upgrade(db, before) {
  if (before < 1) {
    db.createObjectStore("devices", { keyPath: "client" });
    const records = db.createObjectStore("records", { keyPath: "id" });
    records.createIndex("client", "client");
    records.createIndex("visit", "visit");
    db.createObjectStore("visits", { keyPath: "id" }).createIndex("client", "client");
    db.createObjectStore("meta");
    db.createObjectStore("keys");
  }
}

export function database() {
  opened = opened || openDB(NAME, 1, {
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
export const visits = async (client) => (await database()).getAllFromIndex("visits", "client", client);
export const visit = async (id) => (await database()).get("visits", id);
export const record = async (id) => (await database()).get("records", id);

// In the order in which they were made.
export const recordsOf = async (client) => (await (await database()).getAllFromIndex("records", "client", client)).sort((one, other) => one.seq - other.seq);
export const recordsOfVisit = async (id) => (await (await database()).getAllFromIndex("records", "visit", id)).sort((one, other) => one.seq - other.seq);

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

// All devices this phone ever was for the same officer: one whose token ended keeps its records under its own name.
export async function ownDevices(owner) {
  return owner ? (await devices()).filter((one) => one.account === owner.account) : [];
}

// Counts without contents: for the queue of somebody else on this phone.
export async function waitingByDevice() {
  const all = await (await database()).getAll("records");
  const counts = new Map();
  for (const one of all) {
    if (one.state !== "waiting" && one.state !== "unverified") continue;
    const had = counts.get(one.client) || { number: 0, oldest: one.savedAt };
    counts.set(one.client, { number: had.number + 1, oldest: Math.min(had.oldest, one.savedAt) });
  }
  return counts;
}
