// The phone: a keypad under each PIN field, a running countdown, switches that save themselves.
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫"];

for (const form of document.querySelectorAll("[data-pin-form]")) {
  const field = form.querySelector("input.pin");
  const keypad = document.createElement("div");
  keypad.className = "keypad";
  for (const digit of DIGITS) {
    if (!digit) {
      keypad.append(document.createElement("span"));
      continue;
    }
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = digit;
    if (digit === "⌫") key.setAttribute("aria-label", field.dataset.delete);
    key.addEventListener("click", () => {
      field.value = digit === "⌫" ? field.value.slice(0, -1) : (field.value + digit).slice(0, 8);
      field.dispatchEvent(new Event("input"));
    });
    keypad.append(key);
  }
  // The page has a keypad of its own: the one of the device would cover it.
  field.inputMode = "none";
  field.after(keypad);
}

for (const form of document.querySelectorAll("[data-saves-itself]")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}

for (const shown of document.querySelectorAll("[data-countdown]")) {
  const pattern = shown.textContent;
  const end = Date.now() + Number(shown.dataset.seconds) * 1000;
  const timer = setInterval(() => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    shown.textContent = pattern.replace(/\d+/, String(left));
    if (left === 0) {
      clearInterval(timer);
      location.replace(location.href);
    }
  }, 1000);
}
