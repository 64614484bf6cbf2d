// What was typed and not answered when a page was left, for the same page drawn anew in the same tab; whatever page
// comes next takes it out, so that nothing of it stays.

const KEY = "tidtam-typed";

export function keepForReload(form, names) {
  const all = new FormData(form);
  const typed = [...names].map((name) => [name, all.getAll(name)]);
  if (typed.length) sessionStorage.setItem(KEY, JSON.stringify({ page: location.pathname, typed }));
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

// The fields that do not show what was typed, each filled in again, with what was sent of it.
export function takeAfterReload(form) {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  forget();
  if (kept?.page !== location.pathname) return [];
  const shown = new FormData(form);
  const differing = kept.typed.filter(([name, values]) => shown.getAll(name).join(" ") !== values.join(" "));
  return differing.flatMap(([name, values]) => {
    const fields = [...form.elements].filter((field) => field.name === name);
    for (const field of fields) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
    return fields.slice(0, 1).map((field) => [field, values.join(" ")]);
  });
}
