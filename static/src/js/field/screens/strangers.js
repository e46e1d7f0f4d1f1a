// Nobody's phone yet, or somebody else's: what waits here of others is counted, never shown, and never sent as one's own.
import { headline, link } from "../dom.js";
import { t } from "../words.js";
import { others } from "./queue.js";

export function strangers({ app, stranger: name, known, others: foreign }) {
  return {
    title: t("field-title"),
    content: [
      headline(name ? t("field-stranger", { name }) : t("field-welcome"), known ? t("field-stranger-lead") : t("field-welcome-lead")),
      others(foreign, "warning"),
      link(app.setup, t("field-set-up"), { name: "device-mobile", large: true }),
      link(app.portal, t("field-to-portal"), { kind: "quiet", name: "world" }),
    ],
  };
}
