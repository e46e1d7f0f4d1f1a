// Makes chosen photos smaller before they are sent, which spares data, and shows them; whatever cannot be read is sent as it is.

const LONGEST = 2560;
const SMALL_ENOUGH = 1_200_000;
const QUALITY = 0.82;

async function smaller(file) {
  if (!file.type.startsWith("image/")) return file;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= SMALL_ENOUGH) {
    bitmap.close();
    return file;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
}

function show(list, files) {
  list.querySelectorAll("img").forEach((picture) => URL.revokeObjectURL(picture.src));
  list.replaceChildren(...files.map((file) => {
    const item = document.createElement("li");
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file);
    picture.alt = "";
    const name = document.createElement("span");
    name.textContent = file.name;
    item.append(picture, name);
    return item;
  }));
  list.hidden = files.length === 0;
}

async function prepare(input) {
  const form = input.form;
  const state = form.querySelector("[data-photo-state]");
  const button = form.querySelector("[type=submit]");
  const chosen = [...input.files];
  button.disabled = true;
  state.textContent = state.dataset.working;
  const ready = [];
  for (const file of chosen) ready.push(await smaller(file));
  const transfer = new DataTransfer();
  ready.forEach((file) => transfer.items.add(file));
  input.files = transfer.files;
  form.elements.taken.value = JSON.stringify(chosen.map((file) => file.lastModified || 0));
  const size = ready.reduce((sum, file) => sum + file.size, 0);
  state.textContent = chosen.length ? state.dataset.ready.replace("§", String(ready.length)).replace("¶", (size / 1e6).toFixed(1)) : "";
  show(form.querySelector("[data-photo-previews]"), ready);
  button.disabled = false;
}

export function startPhotos() {
  document.querySelectorAll("[data-photos]").forEach((input) => input.addEventListener("change", () => prepare(input)));
}
