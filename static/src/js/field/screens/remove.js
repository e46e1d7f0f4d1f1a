// Taking a record from the phone that the system did not take: said plainly, asked once, and only by its officer.
import { button, card, facts, headline, link, notice } from "../dom.js";
import { canRemove, removeRecord } from "../records.js";
import { fullTime, t } from "../words.js";
import { KINDS, saveFiles } from "./queue.js";

export function remove(context, id) {
  const record = context.records.find((one) => one.id === id);
  const back = record ? `#/receipt/${encodeURIComponent(id)}` : "#/queue";
  if (!record || !canRemove(record)) return { title: t("field-remove"), back, content: [notice(t("field-visit-gone"), "problem")] };
  const shown = context.visits.find((one) => one.id === record.visit) || {};
  const go = async (event) => {
    event.currentTarget.disabled = true;
    await removeRecord(id);
    context.go("#/queue");
  };
  return {
    title: t("field-remove"), back,
    content: [
      notice(t(record.state === "held" ? "field-remove-held" : "field-remove-stuck"), "warning"),
      headline(t(KINDS[record.kind]), shown.title || ""),
      card("", facts([[t("field-record-saved"), fullTime(record.savedAt)], [t("field-held-number"), record.held || ""], [t("field-why"), record.why || ""]])),
      button(t("field-export"), { kind: "quiet", name: "download", onclick: () => saveFiles(context) }),
      button(t("field-remove"), { kind: "danger", name: "trash", onclick: go }),
      link(back, t("field-remove-not"), { kind: "quiet" }),
    ],
  };
}
