// The countdown ring and the live clock of the firm's code.

const started = new WeakMap();   // element → moment it came into the page

function sinceStart(element) {
  if (!started.has(element)) started.set(element, Date.now());
  return Date.now() - started.get(element);
}

function drawRing(ring) {
  const life = Number(ring.dataset.countdown);
  const left = Math.max(0, life - Math.floor(sinceStart(ring) / 1000));
  ring.querySelector(".ring-left").setAttribute("stroke-dashoffset", String(100 - (100 * left) / life));
  ring.querySelector("text").textContent = String(left);
}

// The clock follows the server, so that a wrong phone clock shows.
function drawClock(clock) {
  const now = new Date(Date.parse(clock.dateTime) + sinceStart(clock));
  clock.textContent = now.toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" });
}

export function startCode() {
  const tick = () => {
    document.querySelectorAll("[data-by-script]").forEach((line) => { line.hidden = false; });
    document.querySelectorAll("[data-countdown]").forEach(drawRing);
    document.querySelectorAll("[data-clock]").forEach(drawClock);
  };
  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:load", tick);
}
