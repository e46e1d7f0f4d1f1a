// A picture from the camera, made small enough to be kept by hundreds and to travel in one record.

const SIDES = [1600, 1280, 960];
const MOST = 640_000;   // bytes; in base64, with what stands around it, below the megabyte that the server takes
const SMALL = 240;

function drawn(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const coded = (canvas, quality) => new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });

// Throws where the file is no picture.
export async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  for (const side of SIDES) {
    for (const quality of [0.82, 0.6]) {
      const blob = await coded(drawn(picture, side), quality);
      if (blob && blob.size <= MOST) {
        const small = await coded(drawn(picture, SMALL), 0.7);
        return { bytes: new Uint8Array(await blob.arrayBuffer()), small };
      }
    }
  }
  throw new Error("no picture small enough");
}
