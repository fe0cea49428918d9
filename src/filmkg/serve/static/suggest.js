// Type-ahead for search boxes: <input data-suggest="/suggest">. Without this script the form works as it is.
// The pattern is the editable combobox with list (ARIA Authoring Practices Guide).

const WAIT_MS = 120;
let boxes = 0;

for (const input of document.querySelectorAll("input[data-suggest]")) enhance(input);

function enhance(input) {
  const list = document.createElement("ul");
  list.id = `suggestions-${++boxes}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.placeholder);
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]])
    input.setAttribute(name, value);

  let timer = 0, asked = 0, chosen = -1;

  const close = () => { list.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (position) => {
    const options = [...list.children];
    if (!options.length) return;
    chosen = (position + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  async function ask() {
    const number = ++asked, prefix = input.value.trim();
    if (!prefix) return close();
    let found = [];
    try {
      const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(prefix)}`, { headers: { Accept: "application/json" } });
      if (response.ok) found = (await response.json()).things;
    } catch { /* the form still works */ }
    if (number !== asked) return; // an answer to what was typed before
    list.replaceChildren(...found.map((thing, position) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${position}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.path = thing.path;
      const label = document.createElement("span"), kind = document.createElement("span");
      label.textContent = thing.label;
      kind.textContent = thing.kind;
      kind.className = "kind";
      option.append(label, kind);
      return option;
    }));
    chosen = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT_MS); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    else if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(list.children[chosen].dataset.path); }
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("li");
    if (option) { event.preventDefault(); location.assign(option.dataset.path); }
  });
}
