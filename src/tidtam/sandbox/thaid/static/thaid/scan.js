// Reads the QR code with the camera; the field for the typed code stays for everybody else.
const finder = document.querySelector("[data-scanner]");
const again = document.querySelector("[data-again]");
const notOurs = document.querySelector("[data-not-ours]");
const noCamera = document.querySelector("[data-no-camera]");

const codeIn = (text) => {
  try {
    const address = new URL(text);
    return address.pathname === finder.dataset.scan ? address.searchParams.get("code") : null;
  } catch {
    return null;
  }
};

if (finder && window.TidtamScanner?.isPossible()) {
  const scanner = new window.TidtamScanner(finder.querySelector("video"), {
    onCode: (text) => {
      const code = codeIn(text);
      if (code) {
        location.assign(`${finder.dataset.scan}?code=${encodeURIComponent(code)}`);
        return;
      }
      notOurs.hidden = again.hidden = false;
      finder.hidden = true;
    },
  });

  const start = async () => {
    again.hidden = notOurs.hidden = true;
    finder.hidden = false;
    try {
      await scanner.start();
    } catch {
      finder.hidden = true;
      noCamera.hidden = false;
    }
  };

  again.addEventListener("click", start);
  addEventListener("pagehide", () => scanner.stop());
  // After a refused code the same one is still before the camera: wait to be asked.
  if ("waits" in finder.dataset) again.hidden = false;
  else start();
} else if (noCamera) {
  noCamera.hidden = false;
}
