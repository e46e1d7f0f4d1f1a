// Copying, printing, light and dark, being offline.

const YEAR = 31_536_000;

function say(word) {
  const announcer = document.querySelector("[data-announcer]");
  if (announcer) announcer.textContent = announcer.dataset[word] || "";
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = [...button.childNodes];
  button.replaceChildren(document.querySelector("[data-announcer]").dataset.copied);
  say("copied");
  setTimeout(() => button.replaceChildren(...before), 2000);
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// A cookie, so that the server draws the next page right from the start.
function switchTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""];
  document.cookie = `${prefix}theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}

function revealPassword(button) {
  const input = document.getElementById(button.dataset.reveals);
  const words = document.querySelector("[data-announcer]").dataset;
  const show = input.type === "password";
  input.type = show ? "text" : "password";
  button.textContent = show ? words.hide : words.show;
}

function act(event) {
  const button = event.target.closest("[data-copy], [data-print], [data-theme-switch], [data-reveals]");
  if (!button) return;
  if ("copy" in button.dataset) copy(button);
  else if ("print" in button.dataset) window.print();
  else if ("reveals" in button.dataset) revealPassword(button);
  else switchTheme();
}

// What needs script is hidden until script is here.
function reveal() {
  document.querySelectorAll("[data-print], [data-theme-switch], [data-reveals]").forEach((button) => { button.hidden = false; });
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
}

function showNetwork() {
  document.querySelectorAll("[data-offline-banner]").forEach((banner) => { banner.hidden = navigator.onLine; });
}

export function startHelpers() {
  document.addEventListener("click", act);
  document.addEventListener("htmx:load", reveal);
  window.addEventListener("online", showNetwork);
  window.addEventListener("offline", showNetwork);
  reveal();
  showNetwork();
}
