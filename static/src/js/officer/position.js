// Where the phone is: asked once, sent along with forms that carry it, never waited for.

const ASKED = "position-asked";
const PATIENCE = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 };

let latest = null;

function show(state, metres) {
  document.querySelectorAll("[data-position]").forEach((line) => {
    const words = line.dataset[state];
    line.querySelector("[data-position-words]").textContent = metres ? words.replace("§", String(metres)) : words;
    line.querySelector("button").hidden = state === "known" || state === "asking";
    line.hidden = false;
  });
}

function known({ coords }) {
  latest = coords;
  show("known", Math.max(1, Math.round(coords.accuracy)));
}

function locate() {
  try { localStorage.setItem(ASKED, "yes"); } catch { /* private mode: it is asked again next time */ }
  show("asking");
  navigator.geolocation.getCurrentPosition(known, () => show("unknown"), PATIENCE);
}

function wasAsked() {
  try { return localStorage.getItem(ASKED) !== null; } catch { return true; }
}

async function permission() {
  if (!navigator.permissions) return "prompt";
  const state = await navigator.permissions.query({ name: "geolocation" }).catch(() => ({ state: "prompt" }));
  return state.state;
}

function add(form, name, value) {
  const field = form.querySelector(`input[name="${name}"]`) || document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = String(value);
  form.append(field);
}

function sendAlong(event) {
  if (!latest || !event.target.matches("form[data-with-position]")) return;
  add(event.target, "latitude", latest.latitude);
  add(event.target, "longitude", latest.longitude);
  add(event.target, "accuracy", latest.accuracy);
}

// With `mayAsk` the browser's own question may appear, if it never has; else only what is already allowed is used.
export async function startPosition(mayAsk) {
  if (!navigator.geolocation || !document.querySelector("[data-position]")) return;
  document.addEventListener("submit", sendAlong, true);
  document.querySelectorAll("[data-position] button").forEach((button) => button.addEventListener("click", locate));
  const state = await permission();
  if (state === "granted" || (state === "prompt" && mayAsk && !wasAsked())) locate();
  else show(state === "denied" ? "denied" : "unknown");
}
