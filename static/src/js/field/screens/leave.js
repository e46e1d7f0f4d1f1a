// How did it end? The usual answer is one tap, the others a short form with the checklist of the items.
import { snapshot } from "../db.js";
import { fold, h, headline, icon, input, notice, tiles } from "../dom.js";
import { trueNow } from "../package.js";
import { position } from "../place.js";
import { append, NoSpace } from "../records.js";
import { clockTime, dayOf, t } from "../words.js";

const A_YEAR = 365 * 86_400_000;   // the longest time to put something right, as the server has it
const OUTCOMES = ["no_problem", "corrected_on_site", "rectify_by_date", "case_opened"];
const ANSWERS = ["conforms", "does_not", "not_applicable", "not_checked"];
const dashed = (value) => value.replace(/_/g, "-");

const pointsOf = (owner, shown) => owner.package.items.filter((item) => (shown.items || []).includes(item.code))
  .flatMap((item) => item.points.map((point) => ({ ...point, item: item.code })));

function checklist(points) {
  return points.map((point, place) => h("div", { class: "stack stack-tight" },
    tiles(`answer-${place}`, point.text, ANSWERS.map((value) => ({ value, text: t(`field-answer-${dashed(value)}`) })), { chosen: ["conforms"], even: true, hint: point.basis }),
    point.kind === "yes_no" ? null : input(`value-${place}`, t(point.kind === "number" ? "field-check-number" : "field-check-text"), { maxlength: "80" }),
    input(`note-${place}`, t("field-check-note"), { maxlength: "500" })));
}

function checksIn(points, sent) {
  return points.map(({ item, position: place, text, basis, kind }, index) => ({
    item, position: place, text, basis, kind, answer: sent.get(`answer-${index}`) || "not_checked",
    ...(sent.get(`value-${index}`) ? { value: sent.get(`value-${index}`) } : {}), ...(sent.get(`note-${index}`) ? { note: sent.get(`note-${index}`) } : {}),
  }));
}

const isClosed = async (id) => (await snapshot()).visits.some((one) => one.id === id && one.closedAt);

// A visit ends once: not by a second tap, and not again in another tab.
let closing = false;

async function close(context, shown, said) {
  if (closing) return;
  closing = true;
  try {
    const { owner } = context;
    const officer = owner.package.officer ? owner.package.officer.certificate : owner.certificate;
    if (!await isClosed(shown.id)) {
      await append(shown.client, "visit_closed", { visit: shown.id, officer, ...said, ...position() }, (record) => ({ closedAt: record.savedAt, outcome: said.outcome }));
    }
    context.go(`#/visit/${shown.id}`);
  } finally {
    closing = false;
  }
}

function wrongIn(said, today) {
  const faults = (said.checks || []).some(({ answer }) => answer === "does_not");
  if (said.outcome === "rectify_by_date" && !said.rectify_by) return t("field-rectify-missing");
  if (said.outcome === "rectify_by_date" && said.rectify_by < today) return t("field-rectify-past");
  const last = new Date(Date.parse(today) + A_YEAR).toISOString().slice(0, 10);
  if (said.outcome === "rectify_by_date" && said.rectify_by > last) return t("field-rectify-late", { day: last });
  return said.outcome !== "no_problem" && !said.result && !faults ? t("field-result-missing") : "";
}

export function leave(context, id) {
  const shown = context.visits.find((one) => one.id === id);
  if (!shown || shown.closedAt) return { title: t("field-leave"), back: "#/today", content: [notice(t("field-visit-gone"), "problem")] };
  const problems = h("div", { class: "field-problems", tabindex: "-1" });
  const points = pointsOf(context.owner, shown);
  const failed = (error) => { problems.replaceChildren(notice(t(error instanceof NoSpace ? "field-no-space" : "field-not-saved"), "problem")); problems.focus(); };
  const quick = async () => {
    const checks = shown.inspects && points.length ? { checks: points.map((point) => ({ ...point, answer: "conforms" })) } : {};
    await close(context, shown, { outcome: shown.inspects ? "no_problem" : "service_given", ...checks }).catch(failed);
  };
  const send = async (event) => {
    event.preventDefault();
    const sent = new FormData(event.target);
    const outcome = sent.get("outcome");
    const said = {
      outcome, result: String(sent.get("result") || "").trim(),
      ...(outcome === "rectify_by_date" ? { rectify_by: sent.get("rectify_by") } : {}), ...(points.length ? { checks: checksIn(points, sent) } : {}),
    };
    const wrong = wrongIn(said, dayOf(await trueNow()));
    if (wrong) { problems.replaceChildren(notice(wrong, "problem")); problems.focus(); return; }
    await close(context, shown, said).catch(failed);
  };
  const form = h("form", { class: "form", novalidate: true, onsubmit: send },
    tiles("outcome", t("field-outcome"), OUTCOMES.map((value) => ({ value, text: t(`outcome-${dashed(value)}`) })), { chosen: ["corrected_on_site"] }),
    h("div", { class: "only-rectify" }, input("rectify_by", t("field-rectify-by"), { type: "date" })),
    input("result", t("field-result"), { hint: t("field-result-hint"), rows: 4, maxlength: "4000" }),
    points.length ? h("div", { class: "stack stack-loose" }, h("h2", { class: "section-title" }, t("field-checklist")), checklist(points)) : null,
    h("div", { class: "form-actions" }, h("button", { class: "button button-large", type: "submit" }, h("span", {}, t("field-leave-end")))));
  return {
    title: t("field-leave"), back: `#/visit/${id}`,
    content: [problems, headline(shown.title, t("field-since", { time: clockTime(shown.openedAt) })),
      shown.inspects ? fold(t("field-other-outcome"), "alert-triangle", false, form) : null],
    actions: [h("button", { class: "button button-large", type: "button", onclick: quick }, icon("circle-check"), h("span", {}, t(shown.inspects ? "field-no-problem" : "field-service-done")))],
  };
}
