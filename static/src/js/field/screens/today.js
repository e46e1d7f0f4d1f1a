// Today: the visit under way, what waits to be sent, today's and tomorrow's firms, and the way to the scan.
import { queueLine } from "../app.js";
import { empty, h, headline, icon, link, listCard, notice, row, state } from "../dom.js";
import { ago, clockTime, dayOf, lasted, longDay, t } from "../words.js";
import { trueNow } from "../package.js";

const HALVES = { morning: "field-morning", afternoon: "field-afternoon" };

function underWay(all) {
  return all.filter((one) => one.openedAt && !one.closedAt).map((one) => row(one.title, {
    href: `#/visit/${one.id}`, note: `${t("field-since", { time: clockTime(one.openedAt) })} · ${lasted(one.openedAt)}`, sign: "clock",
    marks: [state(t("field-under-way"), "active")],
  }));
}

function planned(firms, day, done) {
  return firms.map((firm, place) => ({ firm, place })).filter(({ firm }) => firm.day === day)
    .sort((one, other) => Number(other.firm.mine) - Number(one.firm.mine))
    .map(({ firm, place }) => row(firm.name, {
      href: `#/found/plan/${place}`, sign: "building-store",
      note: [firm.half_day ? t(HALVES[firm.half_day]) : "", firm.address].filter(Boolean).join(" · "),
      marks: [
        done.has(firm.uscc) ? state(t("field-been-there"), "done") : null,
        firm.mine ? state(t("field-assigned"), "open") : null, firm.plan ? null : state(t("field-task"), "noted"),
      ].filter(Boolean),
    }));
}

export async function today(context) {
  const { owner } = context;
  const carried = owner.package;
  const all = context.visits;
  const now = await trueNow();
  const open = underWay(all);
  const done = new Set(all.filter((one) => one.closedAt && dayOf(one.closedAt) === dayOf(now)).map((one) => one.uscc));
  const rows = carried ? planned(carried.firms, dayOf(now), done) : [];
  const tomorrow = carried ? planned(carried.firms, dayOf(now + 86_400_000), new Set()) : [];
  return {
    title: t("field-title"),
    tools: [h("a", { href: "#/settings" }, icon("settings"), t("field-settings"))],
    content: [
      headline(owner.officer, carried ? carried.agency.name : "", longDay(now)),
      queueLine(context),
      carried ? null : notice(t("field-no-package"), "problem"),
      open.length ? listCard(t("field-now"), open) : link("#/scan", t("field-scan"), { name: "scan", large: true }),
      rows.length ? listCard(t("field-today"), rows) : h("section", { class: "card" }, empty(t("field-today-none"), t("field-today-none-next"), "sun")),
      tomorrow.length ? listCard(t("field-tomorrow"), tomorrow) : null,
      carried ? h("p", { class: "soft small" }, t("field-package-at", { time: ago(owner.packageAt) })) : null,
    ],
  };
}
