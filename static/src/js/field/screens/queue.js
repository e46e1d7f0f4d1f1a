// The queue: each record with its state, sending now, the file for the desk, and clearing what has arrived.
import { workInBackground } from "../app.js";
import { button, card, facts, h, headline, link, listCard, notice, row, state } from "../dom.js";
import { download, exported } from "../exporting.js";
import { canRemove, clearSent } from "../records.js";
import { ago, clockTime, fullTime, t } from "../words.js";

const STATES = { waiting: "open", sent: "done", unverified: "noted", held: "late", stuck: "late" };
export const KINDS = { visit_opened: "field-record-opened", visit_closed: "field-record-closed", visit_photo: "field-record-photo" };

export function recordRow(record, title = "") {
  const words = t(`field-state-${record.state}`);
  const trouble = record.trouble ? t(`field-trouble-${record.trouble}`) : "";
  return row(t(KINDS[record.kind]) + (title ? ` · ${title}` : ""), {
    href: `#/receipt/${encodeURIComponent(record.id)}`, end: clockTime(record.savedAt), note: record.why || trouble,
    marks: [state(words, STATES[record.state])],
  });
}

export const others = (all, kind = "notice") => all.map(({ number, oldest }) => notice(t("field-others-waiting", { number, time: ago(oldest) }), kind));

function refused({ app, owner, ended }) {
  if (!owner.refused) return ended ? notice(t("field-refused-before"), "warning") : null;
  return notice(t("field-refused"), "problem", h("div", { class: "buttons" }, link(app.setup, t("field-set-up-again"), { kind: "quiet" })));
}

// Never more than is true at this moment: all is sent only when nothing waits, nothing is to be verified and nothing was
// refused, of nobody on this phone.
function stands({ mine, others: foreign }) {
  if (mine.waiting) return headline(t("field-queue-number", { number: mine.waiting }), t("field-queue-oldest", { time: ago(mine.oldest) }));
  if (mine.unverified) return headline(t("field-queue-unverified", { number: mine.unverified }), t("field-queue-unverified-next"));
  if (mine.stuck) return headline(t("field-queue-stuck", { number: mine.stuck }), t("field-queue-stuck-next"));
  const next = mine.held ? t("field-queue-held", { number: mine.held }) : t("field-queue-empty-next");
  return headline(t(foreign.length ? "field-queue-own-empty" : "field-queue-empty"), next);
}

async function clear(context) {
  let number = 0;
  for (const { client } of context.own) number += await clearSent(client);
  context.say(t("field-cleared", { number }));
  await context.draw();
}

export async function saveFiles({ own }) {
  for (const { client } of own) {
    const file = await exported(client);
    if (file.number) download(file);
  }
}

export function queue(context) {
  const { owner, own, mine, trying } = context;
  const records = [...context.records].sort((one, other) => other.savedAt - one.savedAt);
  const titles = new Map(context.visits.map((one) => [one.id, one.title]));
  const rest = records.filter((one) => one.state !== "sent");
  const sent = records.filter((one) => one.state === "sent");
  const sendNow = (event) => { event.currentTarget.disabled = true; workInBackground(true); };
  return {
    title: t("field-queue"),
    content: [
      stands(context), refused(context), others(context.others),
      rest.length || context.others.length ? h("div", { class: "buttons" },
        owner.refused && !context.others.length ? null : button(t(trying ? "field-sending" : "field-send-now"), { name: "send", disabled: trying, onclick: sendNow }),
        rest.length ? button(t("field-export"), { kind: "quiet", name: "download", onclick: () => saveFiles({ own }) }) : null) : null,
      rest.length ? h("p", { class: "soft small" }, t("field-export-note")) : null,
      rest.length ? listCard(t("field-queue-rest"), rest.map((one) => recordRow(one, titles.get(one.visit) || ""))) : null,
      sent.length ? listCard(t("field-queue-sent"), sent.slice(0, 100).map((one) => recordRow(one, titles.get(one.visit) || ""))) : null,
      sent.length ? button(t("field-clear"), { kind: "quiet", name: "trash", onclick: () => clear(context) }) : null,
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

export function receipt(context, id) {
  const record = context.records.find((one) => one.id === id);
  if (!record) return { title: t("field-record"), back: "#/queue", content: [notice(t("field-visit-gone"), "problem")] };
  const { told = {}, receipt: proof } = record;
  const standing = record.state === "unverified" && record.trouble === "unable" ? "unable" : record.state;
  return {
    title: t("field-record"), back: "#/queue",
    content: [
      notice(t(`field-state-${standing}-long`), { sent: "saved", waiting: "notice" }[record.state] || "warning"),
      card("", facts([
        [t("field-record-kind"), t(KINDS[record.kind])], [t("field-record-saved"), fullTime(record.savedAt)],
        [t("field-record-sent"), record.sentAt ? fullTime(record.sentAt) : ""], [t("field-number"), told.number || ""],
        [t("field-record-received"), told.recordedAt ? fullTime(told.recordedAt) : ""], [t("field-started"), told.startedAt ? fullTime(told.startedAt) : ""],
        [t("field-held-number"), record.held || ""], [t("field-why"), record.why || ""],
        [t("field-trouble"), record.state === "waiting" && record.trouble ? t(`field-trouble-${record.trouble}`) : ""],
        [t("field-fingerprint"), record.sha256.slice(0, 16)],
      ])),
      proof ? card(t("field-receipt"), h("p", { class: "soft small" }, t(record.state === "sent" ? "field-receipt-note" : "field-receipt-unverified")),
        button(t("field-receipt-save"), { kind: "quiet", name: "download", onclick: () => saveReceipt(record) })) : null,
      link(`#/visit/${record.visit}`, t("field-to-visit"), { kind: "quiet" }),
      canRemove(record) ? link(`#/remove/${encodeURIComponent(id)}`, t("field-remove"), { kind: "quiet", name: "trash" }) : null,
    ],
  };
}
