// Reads QR codes from pixels off the main thread, with zxing in WebAssembly. First message: the address of the wasm file.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const WANTED = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true };

async function begin(wasm) {
  try {
    await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
    postMessage({ ready: true });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
}

async function read(pixels) {
  const [found] = await readBarcodes(pixels, WANTED);
  postMessage({ text: found && found.isValid ? found.text : "" });
}

onmessage = ({ data }) => (data.wasm ? begin(data.wasm) : read(data.pixels));
