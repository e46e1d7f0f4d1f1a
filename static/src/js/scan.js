// The scan page: camera on, read, send; light, picture from the album; and plain words when something is missing.
import { startPosition } from "./officer/position.js";
import { shrink } from "./scan/album.js";
import { closeCamera, drawSquare, light, openCamera } from "./scan/camera.js";
import { startDecoder } from "./scan/decoder.js";

const PAUSE = 60;   // between two looks, so that a slow phone still draws its picture

const box = document.querySelector("[data-scanner]");
const video = box && box.querySelector("video");
const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });
let decode = null;
let looking = false;

function say(state) {
  box.dataset.state = state;
  box.querySelector("[data-scanner-words]").textContent = box.dataset[state];
}

function found(text) {
  looking = false;
  closeCamera(video);
  say("found");
  if (navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) navigator.vibrate(60);
  performance.mark("code-read");
  const form = document.getElementById("scan-text-form");
  form.elements.text.value = text;
  form.requestSubmit();
}

async function look() {
  if (!looking) return;
  const text = drawSquare(video, canvas, context) ? await decode(canvas, context).catch(() => "") : "";
  if (!looking) return;
  if (text) found(text);
  else setTimeout(look, PAUSE);
}

function offerLight({ track, hasLight }) {
  const button = box.querySelector("[data-light]");
  button.hidden = !hasLight;
  if (!hasLight) return;
  button.onclick = async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    await light(track, on).then(() => button.setAttribute("aria-pressed", String(on)), () => { button.hidden = true; });
  };
  button.setAttribute("aria-pressed", "false");
}

function trouble(error) {
  const name = error && error.name;
  if (name === "NotAllowedError" || name === "SecurityError") say("refused");
  else if (name === "NotReadableError") say("busy");
  else if (name === "NotFoundError" || name === "OverconstrainedError") say("missing");
  else say("unable");
  box.querySelector("[data-again]").hidden = false;
}

async function begin() {
  box.querySelector("[data-again]").hidden = true;
  say("starting");
  try {
    const [camera, decoder] = await Promise.all([
      openCamera(video),
      decode || startDecoder(box.dataset.worker, box.dataset.wasm),
    ]);
    decode = decoder;
    offerLight(camera);
    say("looking");
    looking = true;
    performance.mark("looking");
    look();
  } catch (error) {
    closeCamera(video);
    trouble(error);
  }
}

function rest() {
  if (document.hidden) {
    looking = false;
    closeCamera(video);
  } else if (box.dataset.state === "looking") begin();
}

async function sendPicture(event) {
  const field = event.target;
  if (!field.files.length) return;
  await shrink(field);
  field.form.requestSubmit();
}

function watchAlbum() {
  document.querySelectorAll("[data-album]").forEach((field) => field.addEventListener("change", sendPicture));
}

async function start() {
  watchAlbum();
  if (!box) {
    startPosition(false);
    return;
  }
  box.hidden = false;
  box.querySelector("[data-again]").addEventListener("click", begin);
  document.addEventListener("visibilitychange", rest);
  window.addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
  await begin();
  startPosition(true);
}

start();
