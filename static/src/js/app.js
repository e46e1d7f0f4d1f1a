// What every page does with script on top of plain HTML. Nothing here is needed to read a page or to send a form.
import htmx from "htmx.org";
import { startCode } from "./app/code.js";
import { startForms } from "./app/forms.js";
import { startHelpers } from "./app/helpers.js";
import { startPasskeys } from "./app/passkeys.js";
import { startSlow } from "./app/slow.js";

htmx.config.includeIndicatorStyles = false;   // the content security policy allows no inline style
htmx.config.allowEval = false;
htmx.config.historyCacheSize = 0;             // pages hold what is confidential
htmx.config.attributesToSettle = ["class", "width", "height"];   // not style, which the same policy forbids
htmx.config.selfRequestsOnly = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },                // a form with its problems
  { code: "[45]..", swap: false, error: true },
];
window.htmx = htmx;

startHelpers();
startForms();
startSlow();
startCode();
startPasskeys();
