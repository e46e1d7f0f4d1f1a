// Where the phone says it is: asked for, never waited for longer than a moment.

const WANTED = { enableHighAccuracy: true, timeout: 8000, maximumAge: 30_000 };
let latest = null;

export function locate() {
  if (!navigator.geolocation) return;
  navigator.geolocation.getCurrentPosition(({ coords }) => { latest = { at: Date.now(), coords }; }, () => {}, WANTED);
}

export function position() {
  locate();
  if (!latest || Date.now() - latest.at > 120_000) return {};
  const { latitude, longitude, accuracy } = latest.coords;
  return { position: { latitude, longitude, accuracy: Math.min(accuracy, 1_000_000) } };
}
