// Passkeys: asks the browser for one and puts its answer into the form. Without script or passkeys the page offers other ways.

function toOctets(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function toText(octets) {
  const plain = String.fromCharCode(...new Uint8Array(octets));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withOctets(list) {
  return (list || []).map((one) => ({ ...one, id: toOctets(one.id) }));
}

function forBrowser(options) {
  const ready = { ...options, challenge: toOctets(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: toOctets(options.user.id) };
  if (options.excludeCredentials) ready.excludeCredentials = withOctets(options.excludeCredentials);
  if (options.allowCredentials) ready.allowCredentials = withOctets(options.allowCredentials);
  return ready;
}

function asJson(credential) {
  const { response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = toText(response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: said });
}

async function ask(box) {
  const form = box.closest("form");
  if (!form.reportValidity()) return;
  const failed = box.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const publicKey = forBrowser(JSON.parse(box.dataset.options));
    const credential = await navigator.credentials[box.dataset.passkey]({ publicKey });
    form.elements[box.dataset.answers].value = asJson(credential);
  } catch {
    failed.hidden = false;
    return;
  }
  form.requestSubmit ? form.requestSubmit() : form.submit();
}

// A passkey belongs to a host: at another address the browser would refuse without saying why.
function fits(options) {
  const host = options.rpId || (options.rp && options.rp.id);
  return location.hostname === host || location.hostname.endsWith(`.${host}`);
}

function offer(box) {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const here = fits(JSON.parse(box.dataset.options));
  box.querySelector("[data-passkey-missing]").hidden = true;
  box.querySelector("[data-passkey-elsewhere]").hidden = here;
  box.querySelector("[data-passkey-ask]").hidden = !here;
}

export function startPasskeys() {
  document.querySelectorAll("[data-passkey]").forEach(offer);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-passkey-ask]");
    if (button) ask(button.closest("[data-passkey]"));
  });
}
