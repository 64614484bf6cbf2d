// A file is attached as soon as it is chosen, with how far it has come; the button does the same, also without this.

export function uploads(form, { flush, fill }) {
  const places = (input) => {
    const answer = input.closest(".tt-answer");
    return { said: answer.querySelector("[data-upload-said]"), listed: document.getElementById(`a${input.id}`) };
  };

  function send(input, bar) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version"]) body.set(name, new FormData(form).get(name));
    body.set(input.name, input.files[0]);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const asked = new URL(form.getAttribute("action") || location.pathname, location.href).href;
      request.open("POST", asked);
      request.setRequestHeader("X-Tidtam-Saving", "1");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.max = total;
        bar.value = loaded;
      });
      for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => resolve("cut"));
      request.addEventListener("load", () => {
        if (request.status === 200 && request.responseURL === asked) {
          fill(request.responseText);
          resolve("");
        } else resolve(request.status < 500 ? "gone" : "cut");
      });
      request.send(body);
    });
  }

  async function attach(input) {
    const { said, listed } = places(input);
    if (input.dataset.busy) return;
    input.dataset.busy = "1";
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", form.dataset.uploading);
    said.textContent = form.dataset.uploading;
    said.after(bar);
    await flush();
    const before = listed.innerHTML;
    const trouble = await send(input, bar);
    bar.remove();
    delete input.dataset.busy;
    said.classList.toggle("tt-saved__trouble", Boolean(trouble));
    said.textContent = trouble ? form.dataset[trouble] : "";
    if (!trouble && listed.innerHTML !== before) {
      said.textContent = form.dataset.attached;
      input.value = "";
    }
  }

  form.addEventListener("change", ({ target }) => {
    if (target.matches("[data-upload]") && target.files.length) attach(target);
  });
  form.addEventListener(
    "submit",
    (event) => {
      const input = event.submitter?.closest(".tt-attach")?.querySelector("[data-upload]");
      if (!input) return;
      event.preventDefault();
      if (input.files.length) attach(input);
      else input.click();
    },
    { capture: true },
  );
}
