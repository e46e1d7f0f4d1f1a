// Bytes and the texts that stand for them, hashes, and identifiers that sort by their time.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

export const utf8 = (text) => encoder.encode(text);
export const text = (bytes) => decoder.decode(bytes);
export const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function base64(bytes) {
  const all = new Uint8Array(bytes);
  let said = "";
  for (let at = 0; at < all.length; at += 0x8000) said += String.fromCharCode(...all.subarray(at, at + 0x8000));
  return btoa(said);
}

export const fromBase64 = (said) => Uint8Array.from(atob(said), (letter) => letter.charCodeAt(0));
export const base64url = (bytes) => base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

export function fromBase64url(said) {
  const bytes = fromBase64(said.replace(/-/g, "+").replace(/_/g, "/"));
  if (base64url(bytes) !== said) throw new Error("not canonical base64url");
  return bytes;
}

export const fromHex = (said) => Uint8Array.from(said.match(/../g) || [], (pair) => parseInt(pair, 16));

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const equal = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

// RFC 9562, version 7: 48 bits of milliseconds, then random ones.
export function newId(milliseconds = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 5, left = milliseconds; place >= 0; place -= 1, left = Math.floor(left / 256)) bytes[place] = left % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
