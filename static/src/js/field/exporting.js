// Everything that has not arrived, of one device, as one file that a desk takes over. Its head is signed like each record:
// whose it is, how far this phone's clock is off, and which records there are; what is changed on the way is seen.
import { base64, utf8 } from "./bytes.js";
import { bytesOf, device, getMeta, recordsOf } from "./db.js";

const FORMAT = "supervision-code/field-export@v2";
const SIGNED = { name: "ECDSA", hash: "SHA-256" };

export async function exported(client) {
  const owner = await device(client);
  const waiting = (await recordsOf(client)).filter((one) => one.state !== "sent" && one.kept);
  const bytes = await Promise.all(waiting.map(({ id }) => bytesOf(id)));
  const offset = await getMeta("offset");
  const head = utf8(JSON.stringify({
    format: FORMAT, client, device: owner.name, exported_at: new Date().toISOString(),
    offset_ms: typeof offset === "number" ? offset : null, records: waiting.map((one) => one.sha256),
  }));
  const content = {
    format: FORMAT, head: base64(head), signature: base64(await crypto.subtle.sign(SIGNED, owner.keys.privateKey, head)),
    records: waiting.map(({ sha256, signature }, place) => ({ sha256, signature, bytes: base64(bytes[place]) })),
  };
  return { name: `field-${new Date().toISOString().slice(0, 10)}-${client.slice(-6)}.json`, content, number: waiting.length };
}

export function download({ name, content }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/json" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
