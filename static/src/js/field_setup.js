// Setting the phone up: a key that never leaves it is made before, and the token is put away after, the form is sent.
import { base64url } from "./field/bytes.js";
import { database, devices, write } from "./field/db.js";
import { refreshPackage } from "./field/package.js";
import { askToPersist } from "./field/records.js";

const KIND = { name: "ECDSA", namedCurve: "P-256" };

async function prepare(form) {
  const account = form.dataset.account;
  // A phone whose token was ended begins anew, with another key; what it had recorded stays under its old name.
  const known = (await devices()).filter((one) => one.account === account && !one.refused).pop();
  let publicKey = known ? known.publicKey : "";
  if (!known) {
    const keys = await crypto.subtle.generateKey(KIND, false, ["sign", "verify"]);
    publicKey = base64url(await crypto.subtle.exportKey("raw", keys.publicKey));
    await write(["keys"], (all) => all.objectStore("keys").put(keys, publicKey));
  }
  form.elements.public_key.value = publicKey;
  form.elements.client.value = known ? known.client : "";
  document.querySelectorAll("[data-with-field]").forEach((part) => { part.hidden = false; });
}

async function putAway(box) {
  const { client, token, account, officer, certificate, agency, name, publicKey, expires, app } = box.dataset;
  const before = await (await database()).get("devices", client);
  const same = before || (await devices()).find((one) => one.publicKey === publicKey);
  const keys = same ? same.keys : await (await database()).get("keys", publicKey);
  if (!keys) throw new Error("the key of this phone is gone");
  const owner = {
    nextSeq: 1, lastHash: null, package: null, packageAt: 0, ...(before || {}),
    client, token, account, officer, certificate, agency, name, keys, publicKey, expiresAt: Date.parse(expires), refused: null, nextTry: 0,
  };
  await write(["devices", "keys", "meta"], async (all) => {
    await all.objectStore("devices").put(owner);
    await all.objectStore("keys").delete(publicKey);
    await all.objectStore("meta").put(client, "active");
    await all.objectStore("meta").put(null, "stranger");
    await all.objectStore("meta").put(document.documentElement.lang, "language");
  });
  await askToPersist().catch(() => {});
  await refreshPackage(owner);
  location.replace(app);
}

const failed = () => document.querySelectorAll("[data-field-trouble]").forEach((part) => { part.hidden = false; });
const form = document.querySelector("form[data-field-setup]");
const box = document.querySelector("[data-field-given]");
if (form) prepare(form).catch(failed);
if (box) putAway(box).catch(failed);
