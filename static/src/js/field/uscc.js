// The unified social credit code (GB 32100): 18 signs, the last of which checks the others.

const SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

export function isCreditCode(said) {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(said)) return false;
  let sum = 0;
  let weight = 1;
  for (const sign of said.slice(0, 17)) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return SIGNS[(31 - (sum % 31)) % 31] === said[17];
}

function unquoted(said) {
  try { return decodeURIComponent(said); } catch { return said; }
}

// The one credit code in a text, as a licence holds it: {uscc}, or why there is none.
export function creditCodeIn(said) {
  const spellings = [said, unquoted(said), unquoted(unquoted(said))];
  const found = new Set();
  for (const spelling of spellings) {
    const plain = spelling.normalize("NFKC").toUpperCase();
    for (const word of plain.split(/[^0-9A-Z]+/)) if (isCreditCode(word)) found.add(word);
  }
  if (found.size > 1) return { refusal: "several_credit_codes" };
  return found.size ? { uscc: [...found][0] } : { refusal: "no_credit_code" };
}
