// A form that is kept while one types: what changed is sent, one request at a time, and the answer is put beside the
// fields. Without it a button does the same.

import { keepForReload, takeAfterReload } from "./kept.js";
import { uploads } from "./uploads.js";

const WAIT = 700;
const AGAIN = 5000;
const LONGEST = 30_000;
const MOST_BYTES_AT_LEAVING = 50_000;
const SAVING = { "X-Tidtam-Saving": "1" };

export function autosave(form) {
  const changed = new Set();
  // What was sent of a field and not answered yet: it may have arrived, and is then nobody else's.
  const tried = new Map();
  let sending = null;
  let waiting;
  let turns = 0;
  let filled = 0;
  let isLost = false;
  let isGone = false;

  const text = () => form.querySelector("[data-saved-text]");
  if (!text()) return;
  const show = (words) => {
    if (text().textContent !== words) text().textContent = words;
  };

  // Spoken are trouble, its end, and how much there is to mend when that has changed; never each pause in the typing.
  const told = form.querySelector("[data-told]");
  let spoken = text().dataset.spoken;
  const speak = (words) => {
    if (words !== spoken) told.textContent = words;
    spoken = words;
  };

  const values = (all, name) => all.getAll(name).join(" ");

  // Only what has changed, with what each of it was made from.
  function gather(names) {
    const all = new FormData(form);
    const picked = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version"]) picked.set(name, all.get(name));
    for (const name of names) {
      for (const value of all.getAll(name)) picked.append(name, value);
      for (const value of tried.get(name) ?? []) picked.append(`tried:${name}`, value);
      picked.set(`was:${name}`, all.get(`was:${name}`) ?? "");
      tried.set(name, [...new Set([...(tried.get(name) ?? []), values(all, name)])].slice(-20));
    }
    return picked;
  }

  const size = (body) => [...body.values()].reduce((sum, value) => sum + new Blob([value]).size, 0);

  // Each filled place of the answer takes the place of the one with its id.
  function fill(html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    for (const fresh of answer.querySelectorAll("[data-filled]")) {
      const place = document.getElementById(fresh.id);
      if (place && place.innerHTML !== fresh.innerHTML) place.innerHTML = fresh.innerHTML;
    }
    speak(text().dataset.spoken);
  }

  function trouble(words) {
    show(words);
    text().classList.add("tt-saved__trouble");
    speak(words);
  }

  async function send() {
    const names = [...changed];
    const turn = ++turns;
    changed.clear();
    show(form.dataset.saving);
    const body = gather(names);
    const patience = new AbortController();
    const limit = setTimeout(() => patience.abort(), LONGEST);
    const answer = await fetch(form.getAttribute("action") || location.href, {
      method: "POST",
      body,
      headers: SAVING,
      redirect: "manual",
      signal: patience.signal,
      keepalive: size(body) < MOST_BYTES_AT_LEAVING,
    })
      .then(async (response) => ({ status: response.status, html: response.ok ? await response.text() : null }))
      .catch(() => null);
    clearTimeout(limit);
    if (answer?.html) {
      isLost = false;
      for (const name of names) if (!changed.has(name)) tried.delete(name);
      if (turn > filled) fill(answer.html);
      filled = Math.max(filled, turn);
      if (changed.size) show(form.dataset.unsaved);
      return true;
    }
    for (const name of names) changed.add(name);
    isGone = answer !== null && answer.status < 500;
    isLost = !isGone;
    trouble(isGone ? form.dataset.gone : form.dataset.unreachable);
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
    if (isGone || isLost) return;
    show(form.dataset.unsaved);
    clearTimeout(waiting);
    waiting = setTimeout(flush, WAIT);
  });

  // What a button does comes after what was typed before it.
  form.addEventListener("submit", (event) => {
    if (isGone || event.defaultPrevented || (!sending && !changed.size)) return;
    event.preventDefault();
    const { submitter } = event;
    flush().then(() => {
      if (changed.size || !submitter?.name) return;
      // The answer may have drawn the button anew.
      const same = (button) => button.name === submitter.name && button.value === submitter.value;
      const button = [...form.querySelectorAll("button")].find(same);
      if (button) form.requestSubmit(button);
    });
  });

  // Whoever leaves the page is not kept waiting: what was typed last goes out beside what is under way.
  const leave = () => {
    if (!changed.size || isGone) return;
    clearTimeout(waiting);
    send().then((isKept) => {
      if (!isKept) waiting = setTimeout(flush, AGAIN);
    });
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  // The page may be drawn anew from before the last of it arrived, however soon that is answered.
  let left = [];
  addEventListener("beforeunload", (event) => {
    left = [...changed, ...tried.keys()];
    if (!changed.size) return;
    if (isGone || isLost || size(new FormData(form)) >= MOST_BYTES_AT_LEAVING) event.preventDefault();
    else leave();
  });
  addEventListener("pagehide", () => {
    if (!isGone) keepForReload(form, new Set([...left, ...changed, ...tried.keys()]));
  });
  addEventListener("online", flush);

  for (const [field, value] of takeAfterReload(form)) {
    tried.set(field.name, [value]);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  uploads(form, { flush, fill });
}
