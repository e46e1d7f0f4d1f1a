// The camera at the back, its light, and the square of the picture that the officer sees.

const WANTED = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};
const SIDE = 720;   // enough for a code of 180 characters over a third of the square

export async function openCamera(video) {
  if (!navigator.mediaDevices) throw new DOMException("no camera here", "NotFoundError");
  const stream = await navigator.mediaDevices.getUserMedia(WANTED);
  video.srcObject = stream;
  await video.play();
  const [track] = stream.getVideoTracks();
  const able = track.getCapabilities ? track.getCapabilities() : {};
  if ((able.focusMode || []).includes("continuous")) {
    track.applyConstraints({ advanced: [{ focusMode: "continuous" }] }).catch(() => {});
  }
  return { track, hasLight: Boolean(able.torch) };
}

export function closeCamera(video) {
  if (!video.srcObject) return;
  video.srcObject.getTracks().forEach((track) => track.stop());
  video.srcObject = null;
}

export function light(track, on) {
  return track.applyConstraints({ advanced: [{ torch: on }] });
}

// The middle square, as the page shows it.
export function drawSquare(video, canvas, context) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (!side) return false;
  canvas.width = Math.min(side, SIDE);
  canvas.height = canvas.width;
  const left = (video.videoWidth - side) / 2;
  const top = (video.videoHeight - side) / 2;
  context.drawImage(video, left, top, side, side, 0, 0, canvas.width, canvas.height);
  return true;
}
