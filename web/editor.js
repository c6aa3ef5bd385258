// The editor of /query: takes the place of the plain form where this script runs. It asks this server and nobody else:
// prefixes and completions come from /query/terms, and the address of the page is read by the server only.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

const form = document.getElementById("ask");
const place = document.getElementById("editor");
const { Yasqe } = Yasgui;

function completeFrom(name, values) {
  Yasqe.registerAutocompleter({
    ...Yasqe.Autocompleters[name],
    bulk: true,
    persistenceId: null,
    get: () => values,
  });
}

function permanent(query) {
  return `${location.origin}/query?query=${encodeURIComponent(query)}`;
}

// The link to what is asked, which a page has only once something was asked.
function bookmark() {
  const there = form.querySelector("a[rel=bookmark]");
  if (there) return there;
  const link = document.createElement("a");
  link.rel = "bookmark";
  link.textContent = "Link to this query";
  form.querySelector("p").append(link);
  return link;
}

// Words of a table stay words: the package reads those of its filter as markup, and lets direction marks turn the line.
const CODES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const text = (words) => words.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
const { Yasr } = Yasgui;

class Table extends Yasr.plugins.table {
  formatLiteral(binding, prefixes) {
    return super.formatLiteral({ ...binding, value: binding.value.replace(CODES, "\ufffd") }, prefixes);
  }

  getColumns() {
    const [numbers, ...columns] = super.getColumns();
    const rendered = ({ render }) => (data, type, ...cell) =>
      data && type !== "display" ? text(data.value) : render(data, type, ...cell);
    return [numbers, ...columns.map((column) => ({ ...column, render: rendered(column) }))];
  }
}

// What the server knows without being told, the editor wants declared.
function declare(yasqe, prefixes) {
  const declared = yasqe.getPrefixesFromQuery();
  const words = yasqe.getValue();
  const missing = Object.entries(prefixes).filter(
    ([prefix]) => !(prefix in declared) && new RegExp(`(?<![\\w-])${prefix}:(?!//)`).test(words),
  );
  if (missing.length) yasqe.addPrefixes(Object.fromEntries(missing));
}

// The packages leave some of their fields without a name, for those who hear the page.
function nameFields() {
  const names = { textarea: "The query", select: "Rows at a time", input: "Words to look for in the answer" };
  for (const field of place.querySelectorAll("textarea, select, input"))
    if (!field.labels?.length && !field.hasAttribute("aria-label"))
      field.setAttribute("aria-label", names[field.localName]);
}

async function begin() {
  Yasr.registerPlugin("table", Table);
  const known = await (await fetch("/query/terms")).json();
  completeFrom("prefixes", Object.entries(known.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`));
  completeFrom("class", known.classes);
  completeFrom("property", known.properties);
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.href.startsWith(known.base)) {
      event.preventDefault(); // what this graph is about has its page here
      window.open(`/id/${link.href.slice(known.base.length)}`, "_blank", "noopener");
    }
  });
  const given = form.elements.query.value;
  place.hidden = false; // before it is filled: the editor measures itself
  new MutationObserver(nameFields).observe(place, { childList: true, subtree: true });
  const yasgui = new Yasgui(place, {
    autofocus: false,
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    persistenceId: null,
    requestConfig: { endpoint: "/sparql", method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint: "/sparql" }], keys: [], renderItem: () => {} },
    yasqe: {
      autocompleters: ["prefixes", "variables", "class", "property"],
      prefixCcApi: null,
    },
    yasr: { prefixes: known.prefixes },
  });
  const tab = yasgui.getTab();
  tab.setQuery(given);
  declare(tab.getYasqe(), known.prefixes);
  const yasqe = tab.getYasqe();
  yasqe.config.createShareableLink = () => permanent(yasqe.getValue()); // that of the package is read by nobody here
  yasqe.setSize(null, "auto");
  const link = bookmark();
  const follow = () => {
    form.elements.query.value = yasqe.getValue();
    link.href = permanent(yasqe.getValue());
  };
  yasqe.on("change", follow);
  follow();
  yasqe.refresh();
  form.classList.add("replaced");
  document.getElementById("plain-answer")?.remove();
  if (given.trim() && form.dataset.asked === "yes") tab.query();
}

begin().catch((error) => {
  place.hidden = true;
  form.classList.remove("replaced");
  console.warn("the plain form stays:", error.message);
});
