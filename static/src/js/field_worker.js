// The service worker of the officer portal: keeps the files of the phone app, and nothing personal; sends what waits when
// the network is back. self.FIELD = {version, shell, files} stands before it, written by the server.
import { sendWaiting } from "./field/sending.js";

const { version, shell, files } = self.FIELD;
const PREFIX = "field-";
const CACHE = `${PREFIX}${version}`;
const kept = new Set(files);

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(files.map(async (file) => {
    const before = /-[0-9A-Za-z]{8,10}\.\w+$/.test(file) ? await caches.match(file) : null;
    const response = before || await fetch(file, { cache: "no-cache", credentials: "omit" });
    if (!response.ok || response.redirected) throw new Error(`${file}: ${response.status}`);
    await cache.put(file, response);
  }));
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

const fromCache = async (path) => (await caches.match(path, { cacheName: CACHE })) || fetch(path, { credentials: "omit" });

// A page that cannot be reached leads to the app, which needs no network.
async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(shell, 302);
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => { if (event.data === "take over") self.skipWaiting(); });
self.addEventListener("sync", (event) => { if (event.tag === "field-send") event.waitUntil(sendWaiting()); });
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (kept.has(address.pathname)) event.respondWith(fromCache(address.pathname));
  else if (request.mode === "navigate") event.respondWith(page(request));
});
