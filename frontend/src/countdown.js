// <span data-countdown="60" data-countdown-show="id" data-countdown-hide="id">1:00</span>
// counts the seconds down that the server said are left. At nought it shows and hides the elements named, and the
// element fires "tt:elapsed". The server alone decides what has expired; this only tells the person.

export function countDown(element) {
  const end = performance.now() + Number(element.dataset.countdown) * 1000;
  let timer;

  function tick() {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    element.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(timer);
    for (const [name, hidden] of [["countdownShow", false], ["countdownHide", true]]) {
      const other = document.getElementById(element.dataset[name] ?? "");
      if (other) other.hidden = hidden;
    }
    element.dispatchEvent(new CustomEvent("tt:elapsed", { bubbles: true }));
  }

  timer = setInterval(tick, 250);
  tick();
}
