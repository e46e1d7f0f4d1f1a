// Words in the reader's language, and the ways in which times are said.
import { getMeta, setMeta } from "./db.js";

let all = {};
let locale = "zh-CN";

export async function loadWords(address) {
  all = await (await fetch(address)).json();
  const wish = await getMeta("language");
  choose(wish || (navigator.language.startsWith("zh") ? "zh-CN" : "en"));
}

function choose(wish) {
  locale = all[wish] ? wish : "zh-CN";
  document.documentElement.lang = locale;
  document.title = t("field-title");
}

export async function setLanguage(wish) {
  choose(wish);
  await setMeta("language", locale);
}

export const language = () => locale;

export function t(key, facts = {}) {
  const said = (all[locale] || {})[key];
  if (said === undefined) return key;
  return said.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

const shown = (options) => new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "zh-CN", { timeZone: "Asia/Shanghai", ...options });
export const clockTime = (moment) => shown({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(moment));
export const dayOf = (moment) => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date(moment));
export const longDay = (moment) => shown({ month: "long", day: "numeric", weekday: "short" }).format(new Date(moment)).replace("日周", "日 周");
export const fullTime = (moment) => `${shown({ month: "long", day: "numeric" }).format(new Date(moment))} ${clockTime(moment)}`;

export function ago(moment, now = Date.now()) {
  const minutes = Math.max(0, Math.round((now - moment) / 60_000));
  if (minutes < 1) return t("field-ago-now");
  if (minutes < 60) return t("field-ago-minutes", { number: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t("field-ago-hours", { number: hours }) : t("field-ago-days", { number: Math.round(hours / 24) });
}

export function lasted(from, now = Date.now()) {
  const minutes = Math.max(0, Math.floor((now - from) / 60_000));
  return minutes < 60 ? t("field-lasted-minutes", { number: minutes }) : t("field-lasted-hours", { hours: Math.floor(minutes / 60), number: minutes % 60 });
}
