// The firm as far as the phone can tell, and the form that opens the visit. Saved on the phone, then it has begun.
import { changeDevice } from "../db.js";
import { append, freshVisit, NoSpace } from "../records.js";
import { facts, fold, h, headline, input, notice, tiles } from "../dom.js";
import { clockIsOff, trueNow } from "../package.js";
import { position } from "../place.js";
import { isCreditCode } from "../uscc.js";
import { clockTime, dayOf, t } from "../words.js";

const KINDS = ["inspection", "service"];
const TYPES = ["routine", "case", "campaign"];
const CASES = ["complaint", "transfer", "monitoring", "request", "recheck", "other"];
const PURPOSES = ["patrol", "publicity", "survey", "service", "observation"];
const EXCEPTIONS = ["emergency", "evidence_at_risk", "network_outage", "system_fault"];
const REASONS = ["not-shown", "unreadable", "nobody-there", "other"];
const WITHOUT_SCAN = new Set(["search", "typed"]);
let last = null;

const dashed = (value) => value.replace(/_/g, "-");
export const remember = (seen) => { last = seen; };

function firmOf(seen, carried) {
  if (seen.firm) return seen.firm;
  return seen.uscc ? carried.firms.find((one) => one.uscc === seen.uscc) || null : null;
}

function seenAt(context, how, place) {
  if (how === "scanned") return last;
  const firm = context.owner.package.firms[Number(place)];
  return firm ? { kind: "search", channel: "search", firm, uscc: firm.uscc } : null;
}

async function proven(seen) {
  if (seen.kind === "refused") return notice(t(`field-refused-${dashed(seen.refusal)}`), "problem");
  if (seen.kind === "unverified") return notice(t("field-unverified"), "warning");
  if (seen.kind === "typed" || seen.kind === "search") return notice(t("field-without-scan"), "warning");
  if (seen.kind === "licence") return notice(t("field-licence-read"), "saved");
  if (!seen.stale) return notice(t(seen.channel === "live_code" ? "field-live-good" : "field-static-good", { time: clockTime(await trueNow()) }), "saved");
  return notice(await clockIsOff() ? t("field-live-clock") : t("field-live-stale"), "warning");
}

function titleOf(seen, firm) {
  if (firm) return firm.name;
  if (seen.name) return seen.name;
  return seen.uscc ? t("field-firm-tail", { tail: seen.uscc.slice(-4) }) : t("field-firm-unknown");
}

function colleagues(owner, today) {
  return owner.package.colleagues.map((one) => {
    const usable = one.usable && (!one.valid_until || one.valid_until >= today);
    const until = one.valid_until ? t("field-certificate-until", { day: one.valid_until }) : "";
    return { value: one.certificate, text: one.name, note: until, blocked: usable ? "" : t("field-certificate-unusable") };
  });
}

function refusedPage(seen) {
  return {
    title: t("field-found-title"), back: "#/scan",
    content: [notice(t(`field-refused-${dashed(seen.refusal)}`), "problem"),
      h("a", { class: "button button-large", href: "#/scan" }, h("span", {}, t("field-scan-again-link"))),
      h("a", { class: "button button-quiet", href: "#/typed" }, h("span", {}, t("field-typed")))],
  };
}

export async function found(context, how, place) {
  const seen = seenAt(context, how, place);
  if (!seen) return { title: t("field-found-title"), back: "#/scan", content: [notice(t("field-nothing-found"), "problem")] };
  if (seen.kind === "refused") return refusedPage(seen);
  const firm = firmOf(seen, context.owner.package);
  const problems = h("div", { class: "field-problems", tabindex: "-1" });
  const form = h("form", { class: "form", novalidate: true, id: "opening" }, problems, await fields(context, seen, firm));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const send = form.querySelector("button[type=submit]");
    send.disabled = true;
    const wrong = await open(context, seen, firm, new FormData(form)).catch((error) => (error instanceof NoSpace ? t("field-no-space") : t("field-not-saved")));
    if (wrong) { problems.replaceChildren(notice(wrong, "problem")); problems.focus(); send.disabled = false; }
  };
  return {
    title: t("field-found-title"), back: how === "plan" ? "#/today" : "#/scan",
    content: [headline(titleOf(seen, firm), firm ? firm.address : ""), await proven(seen), firm ? facts([[t("field-uscc"), firm.uscc]]) : null,
      WITHOUT_SCAN.has(seen.channel) && how !== "scanned" ? h("a", { class: "button button-large", href: "#/scan" }, h("span", {}, t("field-scan"))) : null, form],
  };
}

async function fields(context, seen, firm) {
  const { owner } = context;
  const carried = owner.package;
  const today = dayOf(await trueNow());
  const planned = firm && firm.lead ? firm.items : [];
  const usual = planned.length ? planned : owner.lastItems || (carried.items.length === 1 ? [carried.items[0].code] : []);
  const items = [...carried.items].sort((one, other) => Number(usual.includes(other.code)) - Number(usual.includes(one.code)));
  const people = colleagues(owner, today);
  const going = people.map((one) => one.value).filter((one) => firm && (firm.going || []).includes(one));
  const probable = going.length ? going : owner.lastOfficers || [];
  people.sort((one, other) => Number(probable.includes(other.value)) - Number(probable.includes(one.value)));
  return [
    firm || seen.kind === "typed" ? null : h("div", { class: "stack stack-tight" }, notice(t(seen.uscc ? "field-firm-not-carried" : "field-firm-opaque")),
      seen.uscc ? null : input("uscc", t("field-uscc"), { hint: t(seen.kind === "unverified" ? "field-uscc-needed" : "field-uscc-optional"), autocapitalize: "characters", autocomplete: "off", maxlength: "18" }),
      input("name", t("field-firm-name"), { hint: t("field-firm-name-hint"), autocomplete: "off", maxlength: "120" })),
    seen.channel === "search" ? [tiles("reason", t("field-reason"), REASONS.map((value) => ({ value, text: t(`no-scan-reason-${value}`) }))),
      input("more", t("field-reason-more"), { autocomplete: "off", maxlength: "300" })] : null,
    tiles("kind", t("field-kind"), KINDS.map((value) => ({ value, text: t(`visit-kind-${value}`) })), { chosen: ["inspection"], even: true }),
    h("div", { class: "only-service" }, tiles("purpose", t("field-purpose"), PURPOSES.map((value) => ({ value, text: t(`service-purpose-${value}`) })), { chosen: ["patrol"], even: true })),
    h("div", { class: "part stack stack-loose only-inspection" },
      tiles("type", t("field-type"), TYPES.map((value) => ({ value, text: t(`inspection-type-${value}`) })), { chosen: [firm ? firm.type : "routine"], even: true }),
      h("div", { class: "only-case stack" },
        tiles("case_source", t("officer-arrival-case-source"), CASES.map((value) => ({ value, text: t(`case-source-${value}`) })), { even: true, hint: t("officer-arrival-case-hint") }),
        input("case_ref", t("officer-arrival-case-ref"), { hint: t("officer-arrival-case-ref-hint"), autocomplete: "off", maxlength: "80" })),
      h("div", { class: "only-campaign" }, tiles("above", t("field-above"), [{ value: "yes", text: t("field-above-yes") }], { single: false })),
      tiles("items", t("field-items"), items.map((one) => ({ value: one.code, text: one.name })), { chosen: usual, single: false })),
    tiles("officers", t("field-officers"), people, { chosen: probable.filter((one) => people.some((who) => who.value === one && !who.blocked)), single: false,
      hint: t("field-officers-hint", { name: owner.officer, number: carried.policy.officers_per_visit }) }),
    fold(t("field-special"), "alert-triangle", false, h("div", { class: "stack" },
      tiles("exception", t("field-exception"), [{ value: "", text: t("field-exception-none") }, ...EXCEPTIONS.map((value) => ({ value, text: t(`exception-kind-${dashed(value)}`) }))], { chosen: [""] }),
      h("div", { class: "only-exception" }, input("exception_reason", t("field-exception-reason"), { rows: 3, maxlength: "1000" })),
      input("over_limit_reason", t("field-over-limit"), { hint: t("field-over-limit-hint"), rows: 2, maxlength: "1000" }))),
    h("div", { class: "form-actions" }, h("button", { class: "button button-large", type: "submit" }, h("span", {}, t("field-begin")))),
  ];
}

// What is wrong, in words; or nothing, and the visit is on the phone.
async function open(context, seen, firm, sent) {
  const { owner } = context;
  const carried = owner.package;
  const one = (name) => String(sent.get(name) || "").trim();
  const inspects = one("kind") !== "service";
  const officers = [carried.officer ? carried.officer.certificate : owner.certificate, ...sent.getAll("officers")];
  const typed = seen.uscc || one("uscc").toUpperCase();
  const usual = one("reason") && one("reason") !== "other" ? t(`no-scan-reason-${one("reason")}`) : "";
  const reason = seen.reason || [usual, one("more")].filter(Boolean).join("。");
  if (one("uscc") && !isCreditCode(typed)) return t("field-uscc-wrong");
  if (seen.kind === "unverified" && !typed) return t("field-uscc-needed");
  if (WITHOUT_SCAN.has(seen.channel) && !reason) return t("field-reason-missing");
  if (inspects && carried.items.length && !sent.getAll("items").length) return t("field-items-missing");
  if (inspects && officers.length < carried.policy.officers_per_visit) return t("field-officers-missing", { number: carried.policy.officers_per_visit });
  const ofCase = inspects && one("type") === "case";
  if (ofCase && !one("case_source")) return t("error-reason-missing-case-source");
  if (one("exception") && !one("exception_reason")) return t("field-exception-reason-missing");
  const code = seen.text || "";
  const said = {
    visit: freshVisit(), kind: inspects ? "inspection" : "service", channel: seen.channel,
    ...(code ? { code } : {}), ...(seen.kind === "code" ? {} : { uscc: typed }),
    ...(WITHOUT_SCAN.has(seen.channel) ? { search_reason: reason } : {}),
    parts: [{
      agency: carried.agency.code, type: inspects ? one("type") : null, items: inspects ? sent.getAll("items") : [], officers,
      ordered_from_above: inspects && one("type") === "campaign" && sent.get("above") === "yes",
    }],
    ...(inspects ? {} : { purpose: one("purpose") }),
    ...(ofCase ? { case_source: one("case_source"), case_ref: one("case_ref") } : {}),
    ...(one("exception") ? { exception: one("exception"), exception_reason: one("exception_reason") } : {}),
    ...(one("over_limit_reason") ? { over_limit_reason: one("over_limit_reason") } : {}),
    ...position(),
  };
  const title = firm ? firm.name : one("name") || titleOf({ ...seen, uscc: typed }, null);
  const shown = { title, uscc: typed || (firm ? firm.uscc : ""), address: firm ? firm.address : "", inspects, items: said.parts[0].items, channel: seen.channel };
  await append(owner.client, "visit_opened", said, (record) => ({ ...shown, openedAt: record.savedAt }));
  await choiceOf(owner.client, said.parts[0]);
  remember(null);
  context.go(`#/visit/${said.visit}`);
  return "";
}

async function choiceOf(client, part) {
  if (part.items.length) await changeDevice(client, () => ({ lastItems: part.items, lastOfficers: part.officers.slice(1) }));
}
