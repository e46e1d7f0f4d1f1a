// The day's package: fetched whenever there is network, kept with its device, and with it how far the phone's clock is off.
import { changeDevice, getMeta, setMeta } from "./db.js";

const PATIENCE = 20_000;

export async function refreshPackage(owner) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  const asked = Date.now();
  try {
    const response = await fetch("/api/v1/field-package", {
      headers: { Authorization: `Bearer ${owner.token}` }, redirect: "error", cache: "no-store", credentials: "omit", signal: control.signal,
    });
    const said = (response.headers.get("Content-Type") || "").startsWith("application/") ? await response.json() : null;
    if (response.status === 401 && said && String(said.type).startsWith("/api/v1/problems/")) return await refused(owner);
    if (response.status !== 200 || !said || said.client !== owner.client || said.version !== 1) return false;
    const middle = (asked + Date.now()) / 2;
    await changeDevice(owner.client, () => ({ package: said, packageAt: Date.now(), refused: null }));
    await setMeta("offset", Math.round(Date.parse(said.server_time) - middle));
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function refused(owner) {
  await changeDevice(owner.client, () => ({ refused: Date.now() }));
  return false;
}

// Our best guess of the true time; the phone's own clock where nothing better is known.
export async function trueNow() {
  const offset = await getMeta("offset");
  return Date.now() + (Math.abs(offset || 0) > 120_000 ? offset : 0);
}

export const clockIsOff = async () => Math.abs((await getMeta("offset")) || 0) > 120_000;
