// A photo of a cheap phone has four megabytes; a code in it shows as well at 2,000 pixels and a tenth of the wait.

const ENOUGH = 1_200_000;
const SIDE = 2000;

export async function shrink(field) {
  const [file] = field.files;
  if (!file || file.size <= ENOUGH || !window.createImageBitmap || !window.DataTransfer) return;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.9); });
    const small = new DataTransfer();
    small.items.add(new File([blob], "picture.jpg", { type: "image/jpeg" }));
    field.files = small.files;
  } catch { /* no picture, or one this browser cannot open: the server says so in words */ }
}
