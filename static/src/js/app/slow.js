// An answer within 300 ms needs no sign; a later one shows a skeleton where it will stand.

const PATIENCE = 300;
const timers = new WeakMap();

function begin(event) {
  const target = event.detail.target;
  timers.set(event.detail.xhr, setTimeout(() => {
    target.dataset.slow = "";
    target.setAttribute("aria-busy", "true");
  }, PATIENCE));
}

function end(event) {
  clearTimeout(timers.get(event.detail.xhr));
  const target = event.detail.target;
  delete target.dataset.slow;
  target.removeAttribute("aria-busy");
}

// An answer that htmx does not swap in, or none at all, is said in words.
function fail() {
  document.querySelectorAll("[data-failed]").forEach((notice) => {
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  });
}

function clear() {
  document.querySelectorAll("[data-failed]").forEach((notice) => { notice.hidden = true; });
}

export function startSlow() {
  document.addEventListener("htmx:responseError", fail);
  document.addEventListener("htmx:sendError", fail);
  document.addEventListener("htmx:afterSwap", clear);
  document.addEventListener("htmx:beforeRequest", begin);
  document.addEventListener("htmx:afterRequest", end);
}
