// About this phone: whose it is, whether its storage may be cleared by the system, language, and the way to the portal.
import { button, card, facts, h, link, notice } from "../dom.js";
import { askToPersist } from "../records.js";
import { fullTime, language, setLanguage, t } from "../words.js";

async function storage(context) {
  if (!navigator.storage || !navigator.storage.persisted) return null;
  const safe = await navigator.storage.persisted();
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  const ask = async () => { await askToPersist(); await context.draw(); };
  return card(t("field-storage"), facts([[t("field-storage-used"), t("field-storage-megabytes", { number: Math.ceil(usage / 1e6), all: Math.floor(quota / 1e6) })]]),
    safe ? h("p", {}, t("field-storage-safe")) : notice(t("field-storage-unsafe"), "warning", h("div", { class: "buttons" }, button(t("field-storage-ask"), { kind: "quiet", onclick: ask }))));
}

export async function settings(context) {
  const { owner, app } = context;
  const choose = (wish) => async () => { await setLanguage(wish); await context.draw(); };
  const [language1, language2] = [["zh-CN", "中文"], ["en", "English"]].map(([wish, words]) => button(words, { kind: "quiet", lang: wish, "aria-current": language() === wish ? "true" : null, onclick: choose(wish) }));
  return {
    title: t("field-settings"), back: "#/today",
    content: [
      card(t("field-device"), facts([[t("field-device-name"), owner.name], [t("field-device-officer"), owner.officer], [t("field-device-agency"), owner.package ? owner.package.agency.name : ""],
        [t("field-device-until"), fullTime(owner.expiresAt)], [t("field-device-package"), owner.packageAt ? fullTime(owner.packageAt) : t("field-no-package")]])),
      await storage(context),
      card(t("field-language"), h("div", { class: "buttons buttons-even" }, language1, language2)),
      h("div", { class: "buttons" }, link(app.setup, t("field-devices"), { kind: "quiet", name: "devices" }), link(app.portal, t("field-to-portal"), { kind: "quiet", name: "world" })),
    ],
  };
}
