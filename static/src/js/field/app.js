// Start, frame and ways: which screen stands at which address, what surrounds it, and what happens in the background.
import { activeDevice, devices, getMeta, onChange, setMeta, snapshot } from "./db.js";
import { button, h, icon, link, notice } from "./dom.js";
import { refreshPackage } from "./package.js";
import { locate } from "./place.js";
import { askToPersist } from "./records.js";
import { sendWaiting } from "./sending.js";
import { standing } from "./standing.js";
import { ago, loadWords, t } from "./words.js";
import { found } from "./screens/found.js";
import { leave } from "./screens/leave.js";
import { queue, receipt } from "./screens/queue.js";
import { remove } from "./screens/remove.js";
import { closeScan, scan, search, typed } from "./screens/scan.js";
import { settings } from "./screens/settings.js";
import { strangers } from "./screens/strangers.js";
import { today } from "./screens/today.js";
import { visit } from "./screens/visit.js";

const EVERY = 60_000;
const LOOK_AGAIN = 5_000;
const AGES = 30_000;
const SCREENS = { today, scan, typed, search, found, visit, leave, queue, receipt, remove, settings };
// They hold nothing that somebody is filling in, so they are drawn anew whenever what they say has changed.
const LIVE = new Set(["today", "queue", "receipt"]);
let app = null;
let drawing = 0;
let shownOf = { at: 0 };   // whose screen is shown, and when it was drawn
let redrawing = false;
let again = false;
let said = null;
let updated = null;
let outdated = false;
let busy = false;
let trying = 0;
let pressed = null;   // while a finger is down nothing under it is replaced, or the tap would be lost

const decoded = (part) => { try { return decodeURIComponent(part); } catch { return part; } };
const places = () => location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decoded);

export function go(address) {
  if (location.hash === address) draw();
  else location.hash = address;
}

// A word about what was just done, until the next screen.
export const say = (words, kind = "saved") => { said = notice(words, kind); };

async function look() {
  const stands = standing(await snapshot());
  return { app: app.dataset, ...stands, trying: trying > 0, go, draw, say };
}

export async function draw() {
  const mine = drawing += 1;
  const [name = "today", ...rest] = places();
  if (outdated && name !== "found") { location.reload(); return; }
  closeScan();
  const context = await look();
  const screen = context.owner ? await (SCREENS[name] || today)(context, ...rest) : strangers(context);
  if (mine !== drawing) return;
  show(screen, context, name);
  window.scrollTo(0, 0);
  if (screen.shown) screen.shown();
}

function show(screen, context, name) {
  app.replaceChildren(...framed(screen, context, name));
  document.body.className = `phone${context.owner && !screen.back ? " has-bar has-raised" : ""}`;
  shownOf = { account: (context.owner || {}).account, at: Date.now(), refresh: screen.refresh };
}

// What is shown has changed: it is said anew, where the reader stands. Forms are left as they are.
export async function redraw() {
  again = true;
  if (redrawing) return;
  redrawing = true;
  try {
    while (again) {
      again = false;
      await drawnAgain();
    }
  } finally {
    redrawing = false;
  }
}

async function drawnAgain() {
  const mine = drawing;
  const [name = "today", ...rest] = places();
  document.querySelectorAll(".offline").forEach((banner) => { banner.hidden = navigator.onLine; });
  const context = await look();
  if (mine !== drawing) return;
  if ((context.owner || {}).account !== shownOf.account) { await draw(); return; }
  if (context.owner && !LIVE.has(name)) {
    if (shownOf.refresh) shownOf.refresh(context);
    return;
  }
  if (outdated) { location.reload(); return; }
  const screen = context.owner ? await SCREENS[name](context, ...rest) : strangers(context);
  await pressed;
  if (mine !== drawing) return;
  const [top, held] = [window.scrollY, document.activeElement];
  show(screen, context, name);
  window.scrollTo(0, top);
  const same = held && app.contains(held) === false && [...app.querySelectorAll(held.tagName)].find((one) => one.textContent === held.textContent);
  if (same && held.matches("a, button")) same.focus({ preventScroll: true });
}

function framed({ title, back, content, actions, tools }, context, name) {
  const bar = !back && context.owner;
  return [
    h("div", { class: "offline", role: "status", hidden: navigator.onLine }, icon("wifi-off"), h("span", {}, t("field-offline"))),
    h("header", { class: "top-bar" },
      back ? h("a", { class: "top-back", href: back }, icon("chevron-left"), t("field-back")) : h("span", { class: "seal", "aria-hidden": "true" }, t("field-seal")),
      h("h1", {}, title), h("div", { class: "top-tools" }, tools || [])),
    h("main", { id: "content", tabindex: "-1" }, h("div", { class: "page" }, updated ? offerUpdate() : null, said, content),
      actions ? h("div", { class: "action-bar" }, actions) : null),
    bar ? bottomBar(context, name) : null,
  ].filter(Boolean);
}

function bottomBar({ mine }, name) {
  const item = (place, sign, words, { raised = false, number = 0 } = {}) => h("li", raised ? { class: "raised" } : {},
    h("a", { href: `#/${place}`, "aria-current": place === name ? "page" : null }, icon(sign), h("span", {}, words),
      number ? h("span", { class: "count" }, String(number)) : null));
  return h("nav", { class: "bottom-bar", "aria-label": t("field-navigation") }, h("ul", {},
    item("today", "home", t("field-nav-today")), item("scan", "scan", t("field-nav-scan"), { raised: true }),
    item("queue", "send", t("field-nav-queue"), { number: mine.number + mine.stuck })));
}

// The new files take over in all tabs; each is loaded anew as soon as nothing on it is being filled in.
function offerUpdate() {
  const begin = () => updated.postMessage("take over");
  return notice(t("field-update"), "notice", h("div", { class: "buttons" }, button(t("field-update-now"), { kind: "quiet", onclick: begin })));
}

// In sight on every screen that is no task: what has not arrived yet, and since when.
export function queueLine({ owner, mine }) {
  const see = (words) => h("div", { class: "buttons" }, link("#/queue", words, { kind: "quiet" }));
  if (owner.refused) return notice(t("field-refused-short"), "problem", see(t("field-queue-see")));
  if (mine.waiting) return notice(t("field-queue-line", { number: mine.waiting, time: ago(mine.oldest) }), "warning", see(t("field-queue-see")));
  if (mine.unverified) return notice(t("field-unverified-line", { number: mine.unverified }), "notice", see(t("field-queue-see")));
  return mine.stuck ? notice(t("field-stuck-line", { number: mine.stuck }), "warning", see(t("field-queue-see"))) : null;
}

// Who is signed in on the web decides whose records are shown; what others recorded here stays theirs.
async function lookWhoIsHere() {
  let told = null;
  try {
    const response = await fetch(app.dataset.who, { redirect: "manual", cache: "no-store" });
    if (response.status === 200 && (response.headers.get("Content-Type") || "").startsWith("application/json")) told = await response.json();
  } catch { return; }
  if (!told || !told.account) return;
  const all = (await devices()).filter((one) => one.account === told.account);
  const mine = all.filter((one) => !one.refused).pop() || all.pop();
  if (mine && mine.account === ((await activeDevice()) || {}).account) return;
  const name = mine ? null : told.name;
  if (!mine && !await getMeta("active") && await getMeta("stranger") === name) return;
  await setMeta("stranger", name);
  await setMeta("active", mine ? mine.client : null);
}

export async function workInBackground(urgent = false) {
  if (busy && !urgent) return;
  busy = true;
  trying += urgent ? 1 : 0;
  try {
    if (urgent) redraw();
    await work(urgent);
  } finally {
    busy = false;
    trying -= urgent ? 1 : 0;
    if (urgent) redraw();
  }
}

async function work(urgent) {
  const owner = await activeDevice();
  if (owner && !owner.refused && Date.now() - (owner.packageAt || 0) > (urgent ? 0 : EVERY)) await refreshPackage(owner);
  await sendWaiting({ urgent });
  const { mine, others } = standing(await snapshot());
  if ((mine.number || others.length) && navigator.serviceWorker) {
    const worker = await navigator.serviceWorker.getRegistration().catch(() => null);
    if (worker && worker.sync) await worker.sync.register("field-send").catch(() => {});
  }
}

async function register() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  let controlled = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener("controllerchange", () => {
    outdated = outdated || controlled;
    controlled = true;
    if (outdated) redraw();
  });
  const known = await serviceWorker.register(app.dataset.serviceWorker, { scope: app.dataset.scope });
  const note = (worker) => { updated = worker; redraw(); };
  if (known.waiting && serviceWorker.controller) note(known.waiting);
  known.addEventListener("updatefound", () => {
    const worker = known.installing;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && serviceWorker.controller) note(worker);
    });
  });
}

// The click comes right after the finger is lifted.
function waitForTaps() {
  let lifted = () => {};
  const lift = () => { setTimeout(lifted, 50); };
  document.addEventListener("pointerdown", () => { lifted(); pressed = new Promise((done) => { lifted = done; }); }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, lift, true);
}

function comeBack() {
  if (document.hidden) return;
  redraw();
  lookWhoIsHere().then(() => workInBackground());
}

export async function startApp(element) {
  app = element;
  await loadWords(app.dataset.words);
  window.addEventListener("hashchange", () => { said = null; draw(); });
  window.addEventListener("online", () => { redraw(); workInBackground(true); });
  window.addEventListener("offline", redraw);
  window.addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
  document.addEventListener("visibilitychange", comeBack);
  onChange(redraw);
  waitForTaps();
  await draw();
  register().catch(() => {});
  if (await activeDevice()) { askToPersist().catch(() => {}); locate(); }
  await lookWhoIsHere();
  workInBackground(true);
  setInterval(() => {
    if (document.hidden) return;
    workInBackground();
    if (Date.now() - shownOf.at > AGES) redraw();
  }, LOOK_AGAIN);
}
