// A form that is kept while one types: what changed is sent, one request at a time, and the answer is put beside the
// fields. Without it a button does the same.

const WAIT = 700;
const AGAIN = 5000;
const SAVING = { "X-Tidtam-Saving": "1" };

export function autosave(form) {
  const changed = new Set();
  let sending = null;
  let waiting;
  let isGone = false;

  const text = () => form.querySelector("[data-saved-text]");
  if (!text()) return;
  const tell = (words) => {
    if (text().textContent !== words) text().textContent = words;
  };

  // Only what has changed, with what each of it was made from.
  function gather(names) {
    const all = new FormData(form);
    const picked = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "version"]) picked.set(name, all.get(name));
    for (const name of names) {
      for (const value of all.getAll(name)) picked.append(name, value);
      picked.set(`was:${name}`, all.get(`was:${name}`) ?? "");
    }
    return picked;
  }

  // Each filled place of the answer takes the place of the one with its id.
  function fill(html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    for (const filled of answer.querySelectorAll("[data-filled]")) {
      const place = document.getElementById(filled.id);
      if (place && place.innerHTML !== filled.innerHTML) place.innerHTML = filled.innerHTML;
    }
  }

  async function send() {
    const names = [...changed];
    changed.clear();
    tell(form.dataset.saving);
    const body = gather(names);
    const answer = await fetch(form.getAttribute("action") || location.href, {
      method: "POST",
      body,
      headers: SAVING,
      redirect: "manual",
      keepalive: body.toString().length < 60_000,
    }).catch(() => null);
    if (answer?.ok) {
      fill(await answer.text());
      if (changed.size) tell(form.dataset.unsaved);
      return true;
    }
    for (const name of names) changed.add(name);
    isGone = answer !== null && answer.status < 500;
    tell(isGone ? form.dataset.gone : form.dataset.unreachable);
    return false;
  }

  async function flush() {
    clearTimeout(waiting);
    if (sending) await sending;
    if (!changed.size || isGone) return;
    sending = send();
    const isKept = await sending;
    sending = null;
    if (changed.size && !isGone) waiting = setTimeout(flush, isKept ? WAIT : AGAIN);
  }

  form.addEventListener("input", ({ target }) => {
    if (!target.name?.startsWith("/") || target.type === "file") return;
    changed.add(target.name);
    if (isGone) return;
    tell(form.dataset.unsaved);
    clearTimeout(waiting);
    waiting = setTimeout(flush, WAIT);
  });

  // What a button does comes after what was typed before it.
  form.addEventListener("submit", (event) => {
    if (isGone || (!sending && !changed.size)) return;
    event.preventDefault();
    const { submitter } = event;
    const hasFiles = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    flush().then(() => {
      if (!changed.size && (submitter?.name || hasFiles)) form.requestSubmit(submitter);
    });
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !sending) flush();
  });
  addEventListener("beforeunload", (event) => {
    if (isGone && changed.size) event.preventDefault();
  });
}
