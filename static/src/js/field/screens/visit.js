// A visit as the phone knows it: since when, what of it has arrived, its photos, and the way out.
import { queueLine } from "../app.js";
import { base64, hex, sha256 } from "../bytes.js";
import { facts, h, headline, icon, link, listCard, notice } from "../dom.js";
import { smaller } from "../photos.js";
import { append, NoSpace } from "../records.js";
import { clockTime, lasted, t } from "../words.js";
import { recordRow } from "./queue.js";

async function take(context, { id, client }, field, problems) {
  const [file] = field.files;
  if (!file) return;
  field.disabled = true;
  try {
    const { bytes, small } = await smaller(file);
    const hash = hex(await sha256(bytes));
    await append(client, "visit_photo", { visit: id, sha256: hash, content: base64(bytes) }, (record, shown) => ({ photos: [...(shown.photos || []), { record: record.id, small, sha256: hash }] }));
    await context.draw();
  } catch (error) {
    field.disabled = false;
    field.value = "";
    problems.replaceChildren(notice(t(error instanceof NoSpace ? "field-no-space" : "field-photo-not-read"), "problem"));
  }
}

function gallery(photos) {
  return h("div", { class: "photo-row" }, photos.filter(({ small }) => small).map(({ small }, place) => {
    const picture = h("img", { alt: t("field-photo-number", { number: place + 1 }), width: 96, height: 96 });
    picture.src = URL.createObjectURL(small);
    picture.onload = () => URL.revokeObjectURL(picture.src);
    return picture;
  }));
}

function camera(context, shown, problems) {
  return h("div", { class: "picture-form" }, h("label", { class: "list-row" }, icon("camera"),
    h("span", { class: "list-text" }, h("span", { class: "list-title" }, t("field-photo-take")), h("span", { class: "list-note" }, t("field-photo-note"))),
    h("input", { type: "file", accept: "image/*", capture: "environment", name: "photo", onchange: (event) => take(context, shown, event.target, problems) })));
}

// What of it has arrived; renewed in place, so that no camera is closed under somebody's hand.
function arrived(context, shown) {
  const records = context.records.filter((one) => one.visit === shown.id);
  const told = records.map((one) => one.told).find(Boolean);
  return {
    numbers: [facts([[t("field-number"), told ? told.number : t("field-number-later")], [t("field-started"), clockTime(shown.openedAt)], [t("field-ended"), shown.closedAt ? clockTime(shown.closedAt) : ""]])],
    list: [listCard(t("field-records"), records.map((one) => recordRow(one))), shown.closedAt ? queueLine(context) : null].filter(Boolean),
  };
}

export function visit(context, id) {
  const shown = context.visits.find((one) => one.id === id);
  if (!shown) return { title: t("field-visit"), back: "#/today", content: [notice(t("field-visit-gone"), "problem")] };
  const { numbers, list } = arrived(context, shown);
  const [above, below] = [h("div", { class: "stack" }, numbers), h("div", { class: "stack" }, list)];
  const problems = h("div", { class: "field-problems" });
  const open = !shown.closedAt;
  return {
    title: t(open ? "field-visit" : "field-visit-done"), back: "#/today",
    content: [
      notice(t(open ? "field-saved-open" : "field-saved-closed", { time: clockTime(open ? shown.openedAt : shown.closedAt) }), "saved"),
      headline(shown.title, shown.address, open ? lasted(shown.openedAt) : ""),
      above,
      problems,
      (shown.photos || []).length ? gallery(shown.photos) : null,
      h("section", { class: "card card-flush" }, camera(context, shown, problems)),
      below,
      open ? null : link("#/today", t("field-to-today"), { kind: "quiet" }),
    ],
    refresh(now) {
      const fresh = arrived(now, now.visits.find((one) => one.id === id) || shown);
      above.replaceChildren(...fresh.numbers);
      below.replaceChildren(...fresh.list);
    },
    actions: open ? [link(`#/leave/${id}`, t("field-leave"), { name: "logout", large: true })] : null,
  };
}

