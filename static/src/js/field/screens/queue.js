// The queue: each record with its state, sending now, the file for the desk, and clearing what has arrived.
import { workInBackground } from "../app.js";
import { devices, record as readRecord, recordsOf, visits } from "../db.js";
import { button, card, facts, h, headline, link, listCard, notice, row, state } from "../dom.js";
import { download, exported } from "../exporting.js";
import { clearSent } from "../records.js";
import { ago, clockTime, fullTime, t } from "../words.js";

const STATES = { waiting: "open", sent: "done", unverified: "noted", held: "late", stuck: "late" };
const KINDS = { visit_opened: "field-record-opened", visit_closed: "field-record-closed", visit_photo: "field-record-photo" };

export function recordRow(record, title = "") {
  const words = t(`field-state-${record.state}`);
  const trouble = record.state === "waiting" && record.trouble ? t(`field-trouble-${record.trouble}`) : "";
  return row(t(KINDS[record.kind]) + (title ? ` · ${title}` : ""), {
    href: `#/receipt/${encodeURIComponent(record.id)}`, end: clockTime(record.savedAt), note: trouble || record.why || "",
    marks: [state(words, STATES[record.state])],
  });
}

function others({ owner, waiting }, all) {
  const foreign = all.filter((one) => one.account !== owner.account && waiting.get(one.client));
  return foreign.map((one) => notice(t("field-others-waiting", { number: waiting.get(one.client).number, time: ago(waiting.get(one.client).oldest) })));
}

function refused(context) {
  if (!context.owner.refused) {
    const ended = context.own.some(({ client, refused: when }) => when && context.waiting.get(client));
    return ended ? notice(t("field-refused-before"), "warning") : null;
  }
  return notice(t("field-refused"), "problem", h("div", { class: "buttons" }, link(context.app.setup, t("field-set-up-again"), { kind: "quiet" })));
}

async function clear(context, problems) {
  let number = 0;
  for (const { client } of context.own) number += await clearSent(client);
  problems.replaceChildren(notice(t("field-cleared", { number }), "saved"));
  await context.draw();
}

async function save(context) {
  for (const { client } of context.own) {
    const file = await exported(client);
    if (file.number) download(file);
  }
}

export async function queue(context) {
  const { owner, own, mine } = context;
  const records = (await Promise.all(own.map(({ client }) => recordsOf(client)))).flat().sort((one, other) => other.savedAt - one.savedAt);
  const titles = new Map((await Promise.all(own.map(({ client }) => visits(client)))).flat().map((one) => [one.id, one.title]));
  const rest = records.filter((one) => one.state !== "sent");
  const sent = records.filter((one) => one.state === "sent");
  const problems = h("div", { class: "field-problems" });
  const sendNow = async (event) => { event.currentTarget.disabled = true; await workInBackground(true); };
  return {
    title: t("field-queue"),
    content: [
      headline(mine ? t("field-queue-number", { number: mine.number }) : t("field-queue-empty"), mine ? t("field-queue-oldest", { time: ago(mine.oldest) }) : t("field-queue-empty-next")),
      refused(context), others(context, await devices()), problems,
      rest.length ? h("div", { class: "buttons" }, owner.refused ? null : button(t("field-send-now"), { name: "send", onclick: sendNow }),
        button(t("field-export"), { kind: "quiet", name: "download", onclick: () => save(context) })) : null,
      rest.length ? h("p", { class: "soft small" }, t("field-export-note")) : null,
      rest.length ? listCard(t("field-queue-rest"), rest.map((one) => recordRow(one, titles.get(one.visit) || ""))) : null,
      sent.length ? listCard(t("field-queue-sent"), sent.slice(0, 100).map((one) => recordRow(one, titles.get(one.visit) || ""))) : null,
      sent.length ? button(t("field-clear"), { kind: "quiet", name: "trash", onclick: () => clear(context, problems) }) : null,
    ],
  };
}

function saveReceipt(record) {
  const name = `receipt-${record.visit}-${record.kind}.txt`;
  const link = h("a", { download: name, href: URL.createObjectURL(new Blob([record.receipt.promise], { type: "text/plain" })) });
  document.body.append(link);
  link.click();
  link.remove();
}

export async function receipt(context, id) {
  const record = await readRecord(id);
  if (!record || !context.own.some(({ client }) => client === record.client)) return { title: t("field-record"), back: "#/queue", content: [notice(t("field-visit-gone"), "problem")] };
  const { told = {}, receipt: proof } = record;
  return {
    title: t("field-record"), back: "#/queue",
    content: [
      notice(t(`field-state-${record.state}-long`), { sent: "saved", waiting: "notice" }[record.state] || "warning"),
      card("", facts([
        [t("field-record-kind"), t(KINDS[record.kind])], [t("field-record-saved"), fullTime(record.savedAt)],
        [t("field-record-sent"), record.sentAt ? fullTime(record.sentAt) : ""], [t("field-number"), told.number || ""],
        [t("field-record-received"), told.recordedAt ? fullTime(told.recordedAt) : ""], [t("field-started"), told.startedAt ? fullTime(told.startedAt) : ""],
        [t("field-held-number"), record.held || ""], [t("field-why"), record.why || ""],
        [t("field-trouble"), record.state === "waiting" && record.trouble ? t(`field-trouble-${record.trouble}`) : ""],
        [t("field-fingerprint"), record.sha256.slice(0, 16)],
      ])),
      proof ? card(t("field-receipt"), h("p", { class: "soft small" }, t("field-receipt-note")), button(t("field-receipt-save"), { kind: "quiet", name: "download", onclick: () => saveReceipt(record) })) : null,
      link(`#/visit/${record.visit}`, t("field-to-visit"), { kind: "quiet" }),
    ],
  };
}
