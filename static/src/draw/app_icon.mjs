// Draws the app's icon as PNG: the mark of the product on the officers' green, from distances to lines, without a library.
import zlib from "node:zlib";

const GREEN = [10, 92, 93];
const WHITE = [255, 255, 255];
// The mark on a square of 32: four corners of a frame, and a tick.
const LINES = [
  [[8, 13], [8, 9.5], [9.5, 8], [13, 8]], [[19, 8], [22.5, 8], [24, 9.5], [24, 13]],
  [[24, 19], [24, 22.5], [22.5, 24], [19, 24]], [[13, 24], [9.5, 24], [8, 22.5], [8, 19]],
  [[12, 16.5], [15, 19.5], [20.5, 13]],
];
const THICK = 1.25;
const CORNER = 7;

function toSegment(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

const toMark = (x, y) => Math.min(...LINES.flatMap((line) => line.slice(1).map((end, place) => toSegment(x, y, line[place], end)))) - THICK;

function toSquare(x, y) {
  const [dx, dy] = [Math.max(Math.abs(x - 16) - 16 + CORNER, 0), Math.max(Math.abs(y - 16) - 16 + CORNER, 0)];
  return Math.hypot(dx, dy) - CORNER;
}

// How much of a pixel lies inside, by the distance of its middle to the edge in pixels.
const share = (distance) => Math.max(0, Math.min(1, 0.5 - distance));

function pixels(side, { maskable }) {
  const rows = Buffer.alloc(side * (side * 4 + 1));
  const scale = 32 / side;
  const shrink = maskable ? 1.3 : 1;   // a maskable icon keeps its drawing inside the circle that systems cut out
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const [x, y] = [(column + 0.5) * scale, (row + 0.5) * scale];
      const white = share(toMark(16 + (x - 16) * shrink, 16 + (y - 16) * shrink) / scale / shrink);
      const alpha = maskable ? 1 : share(toSquare(x, y) / scale);
      const at = row * (side * 4 + 1) + 1 + column * 4;
      GREEN.forEach((green, part) => { rows[at + part] = Math.round(green + (WHITE[part] - green) * white); });
      rows[at + 3] = Math.round(alpha * 255);
    }
  }
  return rows;
}

function chunk(name, content) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(zlib.crc32 ? zlib.crc32(named) : crc32(named));
  return Buffer.concat([length, named, check]);
}

function crc32(content) {
  let crc = 0xffffffff;
  for (const byte of content) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function appIcon(side, { maskable = false } = {}) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 6, 0, 0, 0], 8);   // eight bits, red green blue alpha
  const drawing = zlib.deflateSync(pixels(side, { maskable }), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", drawing), chunk("IEND", Buffer.alloc(0))]);
}
