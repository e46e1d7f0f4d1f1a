// Finding the firm: by camera, by a licence, among the firms carried along, or by what is typed with a reason.
import { shrink } from "../../scan/album.js";
import { closeCamera, drawSquare, openCamera } from "../../scan/camera.js";
import { startDecoder } from "../../scan/decoder.js";
import { button, h, icon, input, listCard, notice, row, tiles } from "../dom.js";
import { readScanned } from "../codes.js";
import { trueNow } from "../package.js";
import { locate } from "../place.js";
import { remember } from "./found.js";
import { isCreditCode } from "../uscc.js";
import { t } from "../words.js";

const PAUSE = 60;
const REASONS = ["not-shown", "unreadable", "nobody-there", "other"];
let video = null;
let decode = null;
let looking = false;

export function closeScan() {
  looking = false;
  if (video) closeCamera(video);
  video = null;
}

export async function readText(text, context) {
  const seen = await readScanned(text, context.owner.package, await trueNow());
  performance.mark("code-read");
  remember({ ...seen, text });
  context.go("#/found/scanned");
}

async function look(canvas, pen, context) {
  if (!looking) return;
  const text = drawSquare(video, canvas, pen) ? await decode(canvas, pen).catch(() => "") : "";
  if (!looking) return;
  if (!text) { setTimeout(() => look(canvas, pen, context), PAUSE); return; }
  closeScan();
  if (navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) navigator.vibrate(60);
  await readText(text, context);
}

async function begin(box, words, again, context) {
  again.hidden = true;
  const say = (name) => { box.dataset.state = name; words.textContent = t(`field-scan-${name}`); };
  say("starting");
  try {
    video = box.querySelector("video");
    const { app } = context;
    [, decode] = await Promise.all([openCamera(video), decode || startDecoder(app.scanWorker, app.wasm)]);
    if (!box.isConnected) { closeScan(); return; }
    const canvas = document.createElement("canvas");
    looking = true;
    say("looking");
    performance.mark("looking");
    look(canvas, canvas.getContext("2d", { willReadFrequently: true }), context);
  } catch (error) {
    closeScan();
    say(error && error.name === "NotAllowedError" ? "refused" : "unable");
    again.hidden = false;
  }
}

async function readPicture(field, context) {
  if (!field.files.length) return;
  await shrink(field);
  const picture = await createImageBitmap(field.files[0]).catch(() => null);
  if (!picture) return;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0);
  const reading = decode || await startDecoder(context.app.scanWorker, context.app.wasm);
  decode = reading;
  const text = await reading(canvas, pen).catch(() => "");
  if (text) await readText(text, context);
  else field.closest("section").prepend(notice(t("field-scan-none-in-picture"), "problem"));
}

export async function scan(context) {
  if (!context.owner.package) return { title: t("field-scan-title"), content: [notice(t("field-no-package"), "problem")] };
  const words = h("p", { class: "scanner-words", role: "status" }, t("field-scan-starting"));
  const again = button(t("field-scan-again"), { kind: "quiet", name: "camera", hidden: true });
  const box = h("section", { class: "scanner", "aria-label": t("field-scan-title"), "data-state": "starting" },
    h("div", { class: "scanner-view" }, h("video", { muted: true, playsinline: true, "aria-hidden": "true", tabindex: "-1" }), h("span", { class: "scanner-frame", "aria-hidden": "true" })),
    words, again);
  again.onclick = () => begin(box, words, again, context);
  const picture = h("li", { class: "picture-form" }, h("label", { class: "list-row" }, icon("photo"),
    h("span", { class: "list-text" }, h("span", { class: "list-title" }, t("field-scan-picture")), h("span", { class: "list-note" }, t("field-scan-picture-note"))),
    h("input", { type: "file", accept: "image/*", onchange: (event) => readPicture(event.target, context) })));
  return {
    title: t("field-scan-title"),
    content: [box, listCard(t("field-scan-others"), [
      picture,
      row(t("field-search"), { href: "#/search", note: t("field-search-note"), sign: "search" }),
      row(t("field-typed"), { href: "#/typed", note: t("field-typed-note"), sign: "edit" }),
    ])],
    shown: () => { locate(); begin(box, words, again, context); },
  };
}

export async function search(context) {
  const firms = context.owner.package ? context.owner.package.firms : [];
  const list = h("ul", { class: "list" });
  const show = (words) => list.replaceChildren(...firms.map((firm, place) => ({ firm, place }))
    .filter(({ firm }) => !words || firm.name.includes(words) || firm.uscc.includes(words.toUpperCase()) || firm.address.includes(words))
    .slice(0, 40).map(({ firm, place }) => row(firm.name, { href: `#/found/search/${place}`, note: firm.address, sign: "building-store" })));
  show("");
  const field = input("words", t("field-search-words"), { type: "search", autocomplete: "off", oninput: (event) => show(event.target.value.trim()) });
  return { title: t("field-search"), back: "#/scan", content: [field, notice(t("field-search-only")), h("section", { class: "card card-flush" }, list)] };
}

export async function typed(context) {
  const problems = h("div", { class: "field-problems" });
  const send = (event) => {
    event.preventDefault();
    const { uscc, note, reason, more } = Object.fromEntries(new FormData(event.target));
    const code = uscc.trim().toUpperCase();
    const missing = !isCreditCode(code) ? t("field-uscc-wrong") : !reason ? t("field-reason-missing") : reason === "other" && !more.trim() ? t("field-reason-more-missing") : "";
    if (missing) { problems.replaceChildren(notice(missing, "problem")); return; }
    const usual = reason === "other" ? "" : t(`no-scan-reason-${reason}`);
    remember({ kind: "typed", channel: "typed", uscc: code, name: note.trim(), reason: [usual, more.trim()].filter(Boolean).join("。") });
    context.go("#/found/scanned");
  };
  return {
    title: t("field-typed"), back: "#/scan",
    content: [h("form", { class: "form", onsubmit: send, novalidate: true }, problems,
      input("uscc", t("field-uscc"), { hint: t("field-uscc-hint"), autocapitalize: "characters", autocomplete: "off", spellcheck: "false", maxlength: "18" }),
      input("note", t("field-firm-name"), { hint: t("field-firm-name-hint"), autocomplete: "off", maxlength: "120" }),
      tiles("reason", t("field-reason"), REASONS.map((value) => ({ value, text: t(`no-scan-reason-${value}`) }))),
      input("more", t("field-reason-more"), { autocomplete: "off", maxlength: "300" }),
      h("div", { class: "form-actions" }, h("button", { class: "button button-large", type: "submit" }, h("span", {}, t("field-go-on")))))],
  };
}
