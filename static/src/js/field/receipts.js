// Checks the receipt of an event without network: that the promise is about this very event, and that the log signed it
// (docs/operations/receipts.md). "good", "bad", "later" where its keys cannot tell yet, "unable" where this browser cannot.
import { base64, equal, fromBase64, fromHex, hex, joined, sha256, text, utf8 } from "./bytes.js";

const HEADER = "supervision-code/promise@v1";
const ED25519 = 1;
// A closing of an agency that came along is a result; only the lead's ends the visit.
const ENTRIES = { visit_photo: ["photo_added"], visit_opened: ["visit_opened"], visit_closed: ["visit_closed", "visit_result"] };

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

function parsedPromise(promise) {
  const [head, , rest] = promise.split(/(\n\n)([^]*)/);
  const [header, extra] = head.split("\n");
  if (header !== HEADER || !extra.startsWith("extra ")) throw new Error("not a promise");
  return { extra: JSON.parse(text(fromBase64(extra.slice(6)))), note: rest };
}

function parsedNote(note) {
  const end = note.lastIndexOf("\n\n");
  if (end < 0) throw new Error("not a note");
  const lines = note.slice(end + 2).split("\n").filter(Boolean);
  const signatures = lines.map((line) => {
    const [, name, raw] = /^— (\S+) (\S+)$/.exec(line);
    const bytes = fromBase64(raw);
    return { name, hash: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
  });
  return { said: note.slice(0, end + 1), signatures };
}

// An entry is about a record when it commits to the same visit, and of a photo to the same picture.
async function isOf(body, openings, record) {
  const photo = record.kind === "visit_photo";
  const fact = photo ? "photo" : "visit";
  const opening = openings[fact];
  if (!opening || !(ENTRIES[record.kind] || []).includes(body.kind)) return false;
  const { value } = opening;
  const same = photo ? value.visit === record.visit && value.original === record.contentHash : value.id === record.visit;
  return same && body.commitments[fact] === hex(await sha256(joined(fromHex(opening.salt), utf8(canonical(value)))));
}

async function signedBy(line, note, name, keys) {
  const mine = keys.map((one) => one.split("+")).map(([of, hash, ...key]) => ({ of, hash, raw: fromBase64(key.join("+")) }))
    .filter(({ of, hash, raw }) => of === name && hash === line.hash && raw[0] === ED25519);
  if (!mine.length) return "later";
  let key;
  try {
    key = await crypto.subtle.importKey("raw", mine[0].raw.subarray(1), { name: "Ed25519" }, false, ["verify"]);
  } catch { return "unable"; }
  return await crypto.subtle.verify({ name: "Ed25519" }, key, line.signature, utf8(note)) ? "good" : "bad";
}

export async function checkReceipt(answer, record, keys) {
  try {
    const { extra, note } = parsedPromise(answer.receipt.promise);
    const body = JSON.parse(extra.body);
    const { said, signatures } = parsedNote(note);
    if (body.algorithm !== "sha256") return "later";
    const leaf = base64(await sha256(joined(new Uint8Array([0]), utf8(extra.body))));
    const name = `${body.log}/promise`;
    const whole = said === `${name}\n${leaf}\n${body.at}\n` && body.entry === answer.receipt.entry;
    if (!whole || !await isOf(body, extra.openings, record)) return "bad";
    const lines = signatures.filter((one) => one.name === name);
    return lines.length === 1 ? await signedBy(lines[0], said, name, keys) : "bad";
  } catch { return "bad"; }
}
