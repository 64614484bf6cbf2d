// Fields of study are offered while one types. Without it the server offers those that fit after the form was sent.

const WAIT = 200;

export function suggestFields(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-fields`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const text = input.value.trim();
      if (text === asked || text.length < 2) return;
      asked = text;
      const answer = await fetch(`${input.dataset.fields}?q=${encodeURIComponent(text)}`).catch(() => null);
      if (!answer?.ok || text !== asked) return;
      const { fields } = await answer.json();
      list.replaceChildren(...fields.map(({ value, label }) => new Option(label, value)));
    }, WAIT);
  });
}
