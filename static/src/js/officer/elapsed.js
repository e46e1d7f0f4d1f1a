// How long a visit has lasted, kept current while the page is open.

function minutesSince(moment) {
  return Math.max(0, Math.floor((Date.now() - Date.parse(moment)) / 60_000));
}

function draw(element) {
  const minutes = minutesSince(element.dataset.elapsed);
  const hours = Math.floor(minutes / 60);
  const words = hours ? element.dataset.long : element.dataset.short;
  element.textContent = words.replace("0", String(hours || minutes)).replace("1", String(minutes % 60));
}

export function startElapsed() {
  const tick = () => document.querySelectorAll("[data-elapsed]").forEach(draw);
  tick();
  setInterval(tick, 20_000);
}
