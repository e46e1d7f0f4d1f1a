// Nobody's phone yet, or somebody else's: what waits here of others is counted, never shown, and never sent as one's own.
import { devices, getMeta } from "../db.js";
import { headline, link, notice } from "../dom.js";
import { ago, t } from "../words.js";

export async function strangers({ app, waiting }) {
  const name = await getMeta("stranger");
  const all = await devices();
  const others = all.filter((one) => waiting.get(one.client))
    .map((one) => notice(t("field-others-waiting", { number: waiting.get(one.client).number, time: ago(waiting.get(one.client).oldest) }), "warning"));
  return {
    title: t("field-title"),
    content: [
      headline(name ? t("field-stranger", { name }) : t("field-welcome"), all.length ? t("field-stranger-lead") : t("field-welcome-lead")),
      others,
      link(app.setup, t("field-set-up"), { name: "device-mobile", large: true }),
      link(app.portal, t("field-to-portal"), { kind: "quiet", name: "world" }),
    ],
  };
}
