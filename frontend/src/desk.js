// The work list by keyboard, and the bar that appears once matters are chosen. Without it every row has its link and
// its box, and the bar is always there.

const OFF = "tidtam-shortcuts-off";

function typing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, dialog") !== null;
}

function watchChosen(table) {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const count = bar.querySelector("[data-bulk-count]");
  const show = () => {
    const chosen = table.querySelectorAll("input[name=case]:checked").length;
    bar.hidden = !chosen;
    count.textContent = chosen ? `${chosen} ${count.dataset.bulkText}` : "";
  };
  const head = table.querySelector("thead .tt-table__choose");
  const all = Object.assign(document.createElement("input"), { type: "checkbox" });
  all.setAttribute("aria-label", head.textContent.trim());
  head.replaceChildren(all);
  all.addEventListener("change", () => {
    for (const box of table.querySelectorAll("input[name=case]")) box.checked = all.checked;
    show();
  });
  table.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
}

function move(table, by) {
  const links = [...table.querySelectorAll("[data-row]")];
  const row = document.activeElement.closest("tbody tr");
  const here = row ? links.indexOf(row.querySelector("[data-row]")) : -1;
  const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1);
  links[next].focus();
  links[next].closest("tr").scrollIntoView({ block: "nearest" });
}

function choose() {
  document.activeElement.closest("tbody tr")?.querySelector("input[name=case]")?.click();
}

export function desk(table) {
  watchChosen(table);
  const sheet = document.getElementById("shortcuts");
  const opener = document.querySelector("[data-shortcuts]");
  const toggle = sheet.querySelector("[data-on]");
  const isOff = () => localStorage.getItem(OFF) === "1";
  const open = () => {
    toggle.textContent = isOff() ? toggle.dataset.off : toggle.dataset.on;
    sheet.showModal();
  };
  opener.hidden = false;
  opener.addEventListener("click", open);
  sheet.addEventListener("close", () => {
    if (sheet.returnValue === "switch") localStorage.setItem(OFF, isOff() ? "0" : "1");
    sheet.returnValue = "";
  });
  // By the place of the key: on the Thai layout the same keys give other letters.
  const keys = {
    KeyJ: () => move(table, 1),
    KeyK: () => move(table, -1),
    KeyX: choose,
    Slash: () => document.querySelector("input[name=q]").focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isOff() || typing(event.target)) return;
    const act = event.shiftKey ? (event.code === "Slash" ? open : null) : keys[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
