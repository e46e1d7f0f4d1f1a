// Everything that has not arrived, of one device, as one file that a desk takes over.
import { base64 } from "./bytes.js";
import { device, getMeta, recordsOf } from "./db.js";

export const FORMAT = "supervision-code/field-export@v1";

export async function exported(client) {
  const owner = await device(client);
  const waiting = (await recordsOf(client)).filter((one) => one.state !== "sent" && one.bytes);
  const offset = await getMeta("offset");
  const content = {
    format: FORMAT, client, device: owner.name, exported_at: new Date().toISOString(),
    offset_ms: typeof offset === "number" ? offset : null,
    records: waiting.map((one) => ({
      seq: one.seq, kind: one.kind, visit: one.visit, sha256: one.sha256, signature: one.signature, bytes: base64(one.bytes),
    })),
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
