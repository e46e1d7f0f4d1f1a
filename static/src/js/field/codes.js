// What a scanned text is, checked without network with the keys of the package, in this order: length, host, shape,
// algorithm and key, signature, claims. The state of a code only the server knows; it looks when the record arrives.
import { fromBase64url, text, utf8 } from "./bytes.js";
import { creditCodeIn } from "./uscc.js";

const MOST = 600;
const ADDRESS = /^https?:\/\/([^/?#\s]*)([^]*)$/i;
const PAGE = /^\/[co]\/([A-Za-z0-9_-]{20,60})\.([A-Za-z0-9_-]{20,140})\.([A-Za-z0-9_-]{86})$/;
const CODE_ID = /^[A-Za-z0-9_-]{13}[AQgw]$/;
const TOLERANCE = 5000;
const LIFE = 60_000;

function licence(said, otherwise) {
  const found = creditCodeIn(said);
  if (found.uscc) return { kind: "licence", channel: "licence_qr", uscc: found.uscc };
  return { kind: "refused", refusal: found.refusal === "several_credit_codes" ? found.refusal : otherwise };
}

export async function readScanned(raw, carried, now) {
  const said = raw.trim();
  if (said.length > MOST) return { kind: "refused", refusal: "too_long" };
  const address = ADDRESS.exec(said);
  if (!address || !carried.hosts.includes(address[1].toLowerCase())) return licence(said, address ? "foreign_host" : "no_credit_code");
  const page = PAGE.exec(address[2]);
  if (!page) return { kind: "refused", refusal: "malformed" };
  return verified(page.slice(1), carried, now);
}

async function verified([head, body, signature], carried, now) {
  let header;
  let claims;
  let signed;
  try {
    [header, claims, signed] = [JSON.parse(text(fromBase64url(head))), JSON.parse(text(fromBase64url(body))), fromBase64url(signature)];
  } catch { return { kind: "refused", refusal: "malformed" }; }
  const jwk = carried.code_keys.keys.find((key) => key.kid === (header || {}).kid);
  if (!jwk) return { kind: "unverified", channel: "static_code", refusal: "unknown_key" };
  if (header.alg !== jwk.alg || jwk.alg !== "ES256") return { kind: "refused", refusal: "bad_signature" };
  const key = await crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signed, utf8(`${head}.${body}`));
  return good ? claimed(claims, jwk, carried, now) : { kind: "refused", refusal: "bad_signature" };
}

function claimed(claims, jwk, carried, now) {
  if (typeof claims !== "object" || claims === null || !CODE_ID.test(claims.c || "")) return { kind: "refused", refusal: "malformed" };
  const firm = carried.firms.find((one) => one.codes.includes(claims.c)) || null;
  if (claims.x === undefined) return { kind: "code", channel: "static_code", firm, code: claims.c };
  const left = claims.x * 1000 - now;
  const fresh = !jwk.revoked && left >= -TOLERANCE && left <= LIFE + TOLERANCE;
  return { kind: "code", channel: "live_code", firm, code: claims.c, stale: !fresh };
}
