// Forms: sent once, problems in view, dialogs.

const PATIENCE = 10_000;   // after a lost answer the form may be sent again

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

function sendOnce(event) {
  const form = event.target.closest("form[data-once]");
  if (!form) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "yes";
  if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), PATIENCE);
}

function openDialog(event) {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (!dialog || !dialog.showModal) return;
  event.preventDefault();
  dialog.showModal();
}

function showProblems(root) {
  const problems = root.querySelector("[data-problems]");
  if (problems) problems.focus();
}

// The summary names a group of tiles; the first of them takes the focus.
function followProblem(event) {
  const link = event.target.closest("[data-problems] a");
  const target = link && document.getElementById(link.hash.slice(1));
  const control = target && target.matches("fieldset") ? target.querySelector("input:not(:disabled)") : target;
  if (!control) return;
  event.preventDefault();
  control.focus();
  target.scrollIntoView({ block: "center" });
}

export function startForms() {
  document.addEventListener("submit", sendOnce, true);
  document.addEventListener("click", openDialog);
  document.addEventListener("click", followProblem);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form[data-once]");
    if (form) release(form);
  });
  document.addEventListener("htmx:afterSwap", (event) => showProblems(event.target));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
  showProblems(document);
}
