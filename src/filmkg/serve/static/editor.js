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
      "Ctrl-Space": () => editor.autocomplete(),
      "Ctrl-Enter": () => field.form.requestSubmit(),
      "Cmd-Enter": () => field.form.requestSubmit(),
      Esc: () => document.querySelector("form.query > button").focus(), // Tab indents: a way out by keyboard
    },
  });
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
