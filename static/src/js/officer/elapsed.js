// How long a visit has lasted, kept current while the page is open; the server's clock counts, not the phone's.

const loaded = performance.now();

function draw(element) {
  const minutes = Number(element.dataset.elapsed) + Math.floor((performance.now() - loaded) / 60_000);
  const hours = Math.floor(minutes / 60);
  const words = hours ? element.dataset.long : minutes ? element.dataset.short : element.dataset.none;
  element.textContent = words.replace("§", String(hours)).replace("¶", String(hours ? minutes % 60 : minutes));
}

export function startElapsed() {
  const tick = () => document.querySelectorAll("[data-elapsed]").forEach(draw);
  tick();
  setInterval(tick, 20_000);
}
