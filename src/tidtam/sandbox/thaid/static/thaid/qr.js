// The QR page: counts down, asks how the phone answers, and shows the page anew when that changes.
const panel = document.querySelector("[data-state]");

if (panel) {
  const shown = panel.querySelector("[data-countdown]");
  const pattern = shown ? shown.textContent : "";
  let left = Number(panel.dataset.seconds);
  let isLeaving = false;

  const show = () => {
    if (shown) shown.textContent = pattern.replace(/\d+/, String(Math.max(0, left)));
  };

  const ask = async () => {
    // A second reload would break off the way back to the service, which may take a while.
    if (isLeaving) return;
    try {
      const answer = await fetch(panel.dataset.state, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const state = await answer.json();
      left = state.seconds_left;
      show();
      if (state.stage !== panel.dataset.stage && !isLeaving) {
        isLeaving = true;
        location.reload();
      }
    } catch {
      // The network was away for a moment: the next question finds out.
    }
  };

  setInterval(() => {
    left -= 1;
    show();
  }, 1000);
  setInterval(ask, 1500);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}
