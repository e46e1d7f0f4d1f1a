// A signature drawn on the screen: lines of points from 0 to 10,000 across and down the field, neither pressure nor speed.
import SignaturePad from "signature_pad";

const SCALE = 10_000;
const MOST_POINTS = 3500;
const FEWEST_POINTS = 8;
const SHORTEST_INK = 0.25;
const NARROWEST = 0.06;
const ASPECT = 3;

const within = (value, size) => Math.min(SCALE, Math.max(0, Math.round((value / size) * SCALE)));

export function strokesOf(groups, width, height) {
  const total = groups.reduce((sum, group) => sum + group.points.length, 0);
  const step = Math.max(1, Math.ceil(total / MOST_POINTS));
  return groups.map(({ points }) => points
    .filter((_, at) => at % step === 0 || at === points.length - 1)
    .map(({ x, y }) => [within(x, width), within(y, height)]));
}

// Back from what was sent to what the pad draws, so that nobody signs again because a name was missing.
function groupsOf(text, width, height) {
  try {
    return JSON.parse(text).map((stroke) => ({
      penColor: "#111", dotSize: 0, minWidth: 1, maxWidth: 2.5,
      points: stroke.map(([x, y], at) => ({ x: (x / SCALE) * width, y: (y / SCALE) * height, pressure: 0, time: at * 16 })),
    }));
  } catch {
    return [];
  }
}

export function isInk(strokes) {
  const points = strokes.flat();
  if (points.length < FEWEST_POINTS) return false;
  const reach = (at) => Math.max(...points.map((point) => point[at])) - Math.min(...points.map((point) => point[at]));
  let length = 0;
  for (const stroke of strokes) {
    for (let at = 1; at < stroke.length; at += 1) {
      length += Math.hypot((stroke[at][0] - stroke[at - 1][0]) / SCALE, (stroke[at][1] - stroke[at - 1][1]) / SCALE / ASPECT);
    }
  }
  return Math.max(reach(0) / SCALE, reach(1) / SCALE / ASPECT) >= NARROWEST && length >= SHORTEST_INK;
}

function begin(form) {
  const canvas = form.querySelector("[data-signing-field]");
  const empty = form.querySelector("[data-signing-empty]");
  const clear = form.querySelector("[data-signing-clear]");
  const pad = new SignaturePad(canvas, { penColor: "#111", minWidth: 1, maxWidth: 2.5 });
  let size = { width: 0, height: 0 };
  const fit = () => {
    const box = canvas.getBoundingClientRect();
    if (box.width === size.width) return;
    const kept = pad.toData().map((group) => ({
      ...group, points: group.points.map((point) => ({ ...point, x: (point.x / (size.width || box.width)) * box.width, y: (point.y / (size.height || box.height)) * box.height })),
    }));
    size = { width: box.width, height: box.height };
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    pad.fromData(kept);
  };
  fit();
  pad.fromData(groupsOf(form.elements.strokes.value, size.width, size.height));
  addEventListener("resize", fit);
  clear.hidden = false;
  clear.addEventListener("click", () => { pad.clear(); empty.hidden = true; });
  pad.addEventListener("beginStroke", () => { empty.hidden = true; });
  // At the window, before whatever else listens: a form that is not sent must not be taken for sent.
  addEventListener("submit", (event) => {
    if (event.target !== form) return;
    const strokes = strokesOf(pad.toData(), size.width, size.height);
    form.elements.strokes.value = strokes.length ? JSON.stringify(strokes) : "";
    if (isInk(strokes)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    empty.hidden = false;
    canvas.focus();
  }, { capture: true });
}

export function startSigning() {
  document.querySelectorAll("[data-signing]").forEach(begin);
}
