// Two ways to read a QR code from a canvas: the browser's own detector, or our worker.

async function nativeDecoder() {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  return async (canvas) => {
    const [found] = await detector.detect(canvas);
    return found ? found.rawValue : "";
  };
}

function workerDecoder(address, wasm) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(address);
    let answer = null;
    worker.onerror = () => reject(new Error("the decoder does not start"));
    worker.onmessage = ({ data }) => {
      if (data.failed) reject(new Error(data.failed));
      else if (data.ready) resolve(ask);
      else answer(data.text);
    };
    const ask = (canvas, context) => new Promise((done) => {
      answer = done;
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
      worker.postMessage({ pixels }, [pixels.data.buffer]);
    });
    worker.postMessage({ wasm });
  });
}

// Both start at once to no use on a phone with a detector of its own, so the worker waits for the first answer.
export async function startDecoder(address, wasm) {
  return await nativeDecoder().catch(() => null) || workerDecoder(address, wasm);
}
