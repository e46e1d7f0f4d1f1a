// Start, frame and ways: which screen stands at which address, what surrounds it, and what happens in the background.
import { activeDevice, devices, getMeta, ownDevices, setMeta, waitingByDevice } from "./db.js";
import { button, h, icon, link, notice } from "./dom.js";
import { refreshPackage } from "./package.js";
import { locate } from "./place.js";
import { askToPersist } from "./records.js";
import { sendWaiting } from "./sending.js";
import { ago, loadWords, t } from "./words.js";
import { found } from "./screens/found.js";
import { leave } from "./screens/leave.js";
import { queue, receipt } from "./screens/queue.js";
import { closeScan, scan, search, typed } from "./screens/scan.js";
import { settings } from "./screens/settings.js";
import { strangers } from "./screens/strangers.js";
import { today } from "./screens/today.js";
import { visit } from "./screens/visit.js";

const EVERY = 60_000;
const LOOK_AGAIN = 5_000;
const SCREENS = { today, scan, typed, search, found, visit, leave, queue, receipt, settings };
let app = null;
let drawing = 0;
let updated = null;
let busy = false;

const places = () => location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);

export function go(address) {
  if (location.hash === address) draw();
  else location.hash = address;
}

export async function draw() {
  const mine = drawing += 1;
  closeScan();
  const [name = "today", ...rest] = places();
  const owner = await activeDevice();
  const waiting = await waitingByDevice();
  const own = await ownDevices(owner);
  const context = { app: app.dataset, owner, own, waiting, mine: together(own, waiting), go, draw };
  const screen = owner ? await (SCREENS[name] || today)(context, ...rest) : await strangers(context);
  if (mine !== drawing) return;
  app.replaceChildren(...framed(screen, context, name));
  document.body.className = `phone${owner && !screen.back ? " has-bar has-raised" : ""}`;
  window.scrollTo(0, 0);
  if (screen.shown) screen.shown();
}

function framed({ title, back, content, actions, tools }, context, name) {
  const bar = !back && context.owner;
  return [
    h("div", { class: "offline", role: "status", hidden: navigator.onLine }, icon("wifi-off"), h("span", {}, t("field-offline"))),
    h("header", { class: "top-bar" },
      back ? h("a", { class: "top-back", href: back }, icon("chevron-left"), t("field-back")) : h("span", { class: "seal", "aria-hidden": "true" }, t("field-seal")),
      h("h1", {}, title), h("div", { class: "top-tools" }, tools || [])),
    h("main", { id: "content", tabindex: "-1" }, h("div", { class: "page" }, updated ? offerUpdate() : null, content),
      actions ? h("div", { class: "action-bar" }, actions) : null),
    bar ? bottomBar(context, name) : null,
  ].filter(Boolean);
}

function together(own, waiting) {
  const counts = own.map(({ client }) => waiting.get(client)).filter(Boolean);
  if (!counts.length) return null;
  return { number: counts.reduce((sum, { number }) => sum + number, 0), oldest: Math.min(...counts.map(({ oldest }) => oldest)) };
}

function bottomBar({ mine }, name) {
  const item = (place, sign, words, { raised = false, number = 0 } = {}) => h("li", raised ? { class: "raised" } : {},
    h("a", { href: `#/${place}`, "aria-current": place === name ? "page" : null }, icon(sign), h("span", {}, words),
      number ? h("span", { class: "count" }, String(number)) : null));
  return h("nav", { class: "bottom-bar", "aria-label": t("field-navigation") }, h("ul", {},
    item("today", "home", t("field-nav-today")), item("scan", "scan", t("field-nav-scan"), { raised: true }),
    item("queue", "send", t("field-nav-queue"), { number: mine ? mine.number : 0 })));
}

function offerUpdate() {
  const begin = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    updated.postMessage("take over");
  };
  return notice(t("field-update"), "notice", h("div", { class: "buttons" }, button(t("field-update-now"), { kind: "quiet", onclick: begin })));
}

// In sight on every screen that is no task: what has not arrived yet, and since when.
export function queueLine({ owner, mine }) {
  if (owner.refused) return notice(t("field-refused-short"), "problem", h("div", { class: "buttons" }, link("#/queue", t("field-queue-see"), { kind: "quiet" })));
  if (!mine) return null;
  return notice(t("field-queue-line", { number: mine.number, time: ago(mine.oldest) }), "warning",
    h("div", { class: "buttons" }, link("#/queue", t("field-queue-see"), { kind: "quiet" })));
}

// Who is signed in on the web decides whose records are shown; what others recorded here stays theirs.
async function lookWhoIsHere() {
  let said = null;
  try {
    const response = await fetch(app.dataset.who, { redirect: "manual", cache: "no-store" });
    if (response.status === 200 && (response.headers.get("Content-Type") || "").startsWith("application/json")) said = await response.json();
  } catch { return; }
  if (!said || !said.account) return;
  const all = (await devices()).filter((one) => one.account === said.account);
  const mine = all.filter((one) => !one.refused).pop() || all.pop();
  const active = await getMeta("active");
  if (mine && mine.account === ((await activeDevice()) || {}).account) return;
  await setMeta("active", mine ? mine.client : null);
  await setMeta("stranger", mine ? null : said.name);
  if (active !== (mine ? mine.client : null)) await draw();
}

export async function workInBackground(urgent = false) {
  if (busy && !urgent) return;
  busy = true;
  try {
    await work(urgent);
  } finally {
    busy = false;
  }
}

async function work(urgent) {
  const redraw = async () => { if (["today", "queue", undefined].includes(places()[0])) await draw(); };
  const owner = await activeDevice();
  if (owner && !owner.refused && Date.now() - (owner.packageAt || 0) > (urgent ? 0 : EVERY)) {
    if (await refreshPackage(owner)) await redraw();
  }
  await sendWaiting({ urgent, told: redraw });
  const waits = [...(await waitingByDevice()).keys()].length > 0;
  if (waits && navigator.serviceWorker) {
    const worker = await navigator.serviceWorker.getRegistration().catch(() => null);
    if (worker && worker.sync) await worker.sync.register("field-send").catch(() => {});
  }
  if (urgent) await redraw();
}

async function register() {
  if (!navigator.serviceWorker) return;
  const known = await navigator.serviceWorker.register(app.dataset.serviceWorker, { scope: app.dataset.scope });
  const note = (worker) => { updated = worker; draw(); };
  if (known.waiting && navigator.serviceWorker.controller) note(known.waiting);
  known.addEventListener("updatefound", () => {
    const worker = known.installing;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) note(worker);
    });
  });
}

export async function startApp(element) {
  app = element;
  await loadWords(app.dataset.words);
  window.addEventListener("hashchange", () => draw());
  window.addEventListener("online", () => draw().then(() => workInBackground(true)));
  window.addEventListener("offline", () => draw());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) lookWhoIsHere().then(() => workInBackground()); });
  await draw();
  register().catch(() => {});
  if (await activeDevice()) { askToPersist().catch(() => {}); locate(); }
  await lookWhoIsHere();
  await workInBackground(true);
  setInterval(() => { if (!document.hidden) workInBackground(); }, LOOK_AGAIN);
}
