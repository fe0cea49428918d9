// Turns the field of a query into an editor (Yasqe). Without this script the form works as it is. All that is completed
// comes from here: Yasqe's own completions ask prefix.cc and Linked Open Vocabularies and are not used.

const field = document.querySelector("textarea[data-completion]");
if (field && window.Yasqe) enhance(field);

function enhance(field) {
  const words = fetch(field.dataset.completion, { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : {}))
    .catch(() => ({})); // what is written by hand is asked all the same
  const Yasqe = window.Yasqe;
  for (const [name, own] of [["class", "classes"], ["property", "properties"]])
    Yasqe.forkAutocompleter(name, { name: own, bulk: true, persistenceId: null, get: async () => (await words)[own] ?? [] }, false);
  Yasqe.forkAutocompleter("prefixes", {
    name: "own-prefixes",
    persistenceId: null,
    get: async () => Object.entries((await words).prefixes ?? {}).map(([prefix, iri]) => `${prefix}: <${iri}>`),
  }, false);

  const place = document.createElement("div");
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value.trim() + "\n",
    autocompleters: ["own-prefixes", "classes", "properties", "variables"],
    persistenceId: null,
    createShareableLink: null, // the address of an answer is its link
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    lineWrapping: true,
    editorHeight: "20rem",
    screenReaderLabel: field.labels[0].textContent,
    extraKeys: {
      "Ctrl-Space": () => (named() ? find() : editor.autocomplete()),
      "Ctrl-Enter": () => field.form.requestSubmit(),
      "Cmd-Enter": () => field.form.requestSubmit(),
      Esc: () => document.querySelector("form.query > button").focus(), // Tab indents: a way out by keyboard
    },
  });
  // The words of a name between "<" and the cursor, with their place; an IRI that is written out is none.
  function named() {
    const cursor = editor.getCursor();
    const found = /<([^<>"{}]*)$/.exec(editor.getLine(cursor.line).slice(0, cursor.ch));
    return found && found[1].trim() && !found[1].includes(":") ? { words: found[1], start: cursor.ch - found[0].length, cursor } : null;
  }
  // Finds things by their names with the search, and puts their IRIs in.
  async function find() {
    const { words, start, cursor } = named();
    const response = await fetch(`${field.dataset.things}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    const things = response.ok ? (await response.json()).things : [];
    const closes = editor.getLine(cursor.line)[cursor.ch] === ">" ? 1 : 0;
    const list = things.map(({ label, kind, iri }) => ({ displayText: `${label} (${kind})`, text: `<${iri}>` }));
    const from = { line: cursor.line, ch: start }, to = { line: cursor.line, ch: cursor.ch + closes };
    editor.showHint({ completeSingle: false, hint: () => ({ list, from, to }) });
  }
  field.hidden = true;
  field.labels[0].addEventListener("click", () => editor.focus());
  document.getElementById(field.getAttribute("aria-describedby")).hidden = false;
  words.then(({ prefixes = {} }) => {
    // The endpoint knows the usual prefixes; the check of the syntax here wants them declared.
    const declared = editor.getPrefixesFromQuery();
    const used = Object.entries(prefixes).filter(([prefix]) => !(prefix in declared) && new RegExp(`(?<![\\w-])${prefix}:(?!//)`).test(editor.getValue()));
    if (used.length) editor.addPrefixes(Object.fromEntries(used));
  });
  editor.on("change", () => { field.value = editor.getValue(); });
}

// Queries that were answered are listed again, as tabs would keep them: in this browser, and nowhere else.
const KEY = "filmkg queries", KEPT = 20;
const recent = document.querySelector("details.recent");
if (field && recent) {
  const read = () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; } };
  const keep = (queries) => { try { localStorage.setItem(KEY, JSON.stringify(queries)); } catch { /* not allowed: none is kept */ } };
  const asked = field.value.trim();
  if ("answered" in field.dataset) keep([asked, ...read().filter((query) => query !== asked)].slice(0, KEPT));
  const words = (query) => query.split("\n").filter((line) => !/^\s*(PREFIX|BASE)\b|^\s*$/i.test(line)).join(" ").replace(/\s+/g, " ").slice(0, 120);
  const show = () => {
    const others = read().filter((query) => typeof query === "string" && query !== asked);
    recent.hidden = !others.length;
    recent.querySelector("ol").replaceChildren(...others.map((query) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = `/sparql?${new URLSearchParams({ query })}`;
      link.textContent = words(query);
      item.append(link);
      return item;
    }));
  };
  recent.querySelector("button").addEventListener("click", () => { keep([]); show(); });
  show();
}
document.querySelector("#share")?.addEventListener("focus", (event) => event.target.select());
