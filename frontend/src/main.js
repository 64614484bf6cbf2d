// Every page works without this script. It only spares waiting, doubting and typing.

import { countDown } from "./countdown.js";
import { desk } from "./desk.js";
import { autosave } from "./dossier.js";
import { suggestFields } from "./fields.js";
import { forget } from "./kept.js";

const live = document.getElementById("tt-live");

function say(text) {
  if (live) live.textContent = text ?? "";
}

// A form is sent once. The button keeps its name and value, so it is marked, not disabled.
const SHOW_PROGRESS_AFTER = 400;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.target === "_blank" || form.hasAttribute("data-may-repeat")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  button?.setAttribute("aria-disabled", "true");
  setTimeout(() => {
    if (!form.dataset.sent) return;
    button?.classList.add("tt-sending");
    say(live?.dataset.sending);
  }, SHOW_PROGRESS_AFTER);
});

// The browser's “back” may show the page as it was left: its forms can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
    button.classList.remove("tt-sending");
  }
  say("");
});

document.querySelector("[data-error-summary]")?.focus();

// A menu closes with Escape and when one turns elsewhere.
for (const menu of document.querySelectorAll("details.tt-menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https the browser has no clipboard for us; the older way still works.
  const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
  field.className = "govuk-visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await copy((source.value ?? source.textContent).trim());
    button.textContent = live?.dataset.copied ?? label;
    say(live?.dataset.copied);
    setTimeout(() => {
      button.textContent = label;
      say("");
    }, 2500);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const element of document.querySelectorAll("[data-countdown]")) countDown(element);

for (const table of document.querySelectorAll("[data-rows]")) desk(table);

for (const input of document.querySelectorAll("input[data-fields]")) suggestFields(input);

for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
forget();
