// Building the page: elements by name, icons of the sprite, and the few boxes the screens share.

const SVG = "http://www.w3.org/2000/svg";
const app = () => document.getElementById("field");

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "onclick" || key === "onsubmit" || key === "onchange" || key === "oninput") element[key] = value;
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ class: "icon", width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" })) {
    drawing.setAttribute(key, value);
  }
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${app().dataset.icons}#${name}`);
  drawing.append(use);
  return drawing;
}

export const button = (words, { kind = "", large = false, name = "", ...more } = {}) => h("button", {
  class: `button${kind ? ` button-${kind}` : ""}${large ? " button-large" : ""}`, type: "button", ...more,
}, name ? icon(name) : null, h("span", {}, words));

export const link = (address, words, { kind = "", large = false, name = "" } = {}) => h("a", {
  class: `button${kind ? ` button-${kind}` : ""}${large ? " button-large" : ""}`, href: address,
}, name ? icon(name) : null, h("span", {}, words));

const SIGNS = { saved: "circle-check", warning: "alert-triangle", problem: "alert-octagon" };

export const notice = (words, kind = "notice", ...more) => h("div", { class: `notice notice-${kind}`, role: kind === "problem" ? "alert" : "status" },
  icon(SIGNS[kind] || "info-circle"), h("div", {}, h("p", {}, words), more));

export const card = (heading, ...children) => h("section", { class: "card" }, heading ? h("div", { class: "card-head" }, h("h2", {}, heading)) : null, children);

export const listCard = (heading, rows) => h("section", { class: "card card-flush" },
  heading ? h("div", { class: "card-head" }, h("h2", {}, heading)) : null, h("ul", { class: "list" }, rows));

export function row(title, { href = "", note = "", sign = "", end = "", marks = [] } = {}) {
  return h("li", { class: "list-row" }, sign ? icon(sign) : null,
    h("div", { class: "list-text" },
      href ? h("a", { class: "list-title", href }, title) : h("span", { class: "list-title" }, title),
      note ? h("span", { class: "list-note" }, note) : null,
      marks.length ? h("div", { class: "list-marks" }, marks) : null),
    end ? h("div", { class: "list-end" }, end) : null, href ? icon("chevron-right") : null);
}

export const state = (words, kind) => h("span", { class: `state state-${kind}` }, words);
export const empty = (heading, words, sign) => h("div", { class: "empty" }, icon(sign), h("p", {}, h("strong", {}, heading)), h("p", {}, words));
export const headline = (title, note, over) => h("div", { class: "headline" }, over ? h("p", {}, over) : null, h("h2", {}, title), note ? h("p", {}, note) : null);
export const facts = (pairs) => h("dl", { class: "facts" }, pairs.filter(([, value]) => value).map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))));

// A fieldset of tiles; choices are {value, text, note, blocked}.
export function tiles(name, legend, choices, { chosen = [], single = true, even = false, hint = "", id = name } = {}) {
  return h("fieldset", { class: "field", id }, h("legend", { class: "field-label" }, legend),
    hint ? h("p", { class: "field-hint" }, hint) : null,
    h("div", { class: `tiles${even ? " tiles-even" : ""}` }, choices.map(({ value, text, note = "", blocked = "" }) => h("label", { class: "tile" },
      h("input", { type: single ? "radio" : "checkbox", name, value, checked: chosen.includes(value), disabled: Boolean(blocked) }),
      h("span", { class: "tile-face" }, h("span", {}, text), blocked || note ? h("small", {}, blocked || note) : null)))));
}

export function input(name, label, { hint = "", rows = 0, ...more } = {}) {
  const id = `input-${name}`;
  return h("div", { class: "field" }, h("label", { class: "field-label", for: id }, label),
    hint ? h("p", { class: "field-hint", id: `${id}-hint` }, hint) : null,
    h(rows ? "textarea" : "input", { class: "input", id, name, rows: rows || null, "aria-describedby": hint ? `${id}-hint` : null, ...more }));
}

export const fold = (summary, sign, open, ...children) => h("details", { class: "fold", open },
  h("summary", {}, sign ? icon(sign) : null, h("span", {}, summary)), h("div", { class: "fold-body" }, children));
