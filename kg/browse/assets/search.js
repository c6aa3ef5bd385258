"use strict";
(function () {
  // the index: { names: [[address, kind, label, folded names, mentions]], passages: [[address, words, cited]] }
  const index = window.kgIndex;
  const box = document.getElementById("q");
  const found = document.getElementById("found");
  const note = document.getElementById("note");
  const MOST = 50;
  const letters = { "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th" };
  const fold = (words) => ((words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ıøłđßæœþ]/g, (c) => letters[c])).match(/[\p{L}\p{N}]+/gu) || []).map((word) => word.slice(0, 40));
  const names = index.names.map((entry) => ({ entry: entry, words: new Set(entry[3].split(" ")) }));
  let vocabulary = null;

  function slips(one, other) {
    let before = [], above = [], row = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      above = before; before = row; row = [i];
      for (let j = 1; j <= other.length; j++) {
        let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, above[j - 2] + 1);
        row.push(cost);
      }
    }
    return row[other.length];
  }
  function nearest(word) {
    if (!vocabulary) {
      vocabulary = new Set();
      for (const name of names) for (const one of name.words) vocabulary.add(one);
      for (const passage of index.passages) for (const one of fold(passage[1])) vocabulary.add(one);
    }
    for (const one of vocabulary) if (one.startsWith(word)) return [word];
    if (word.length < 3) return [word];
    let best = word.length < 5 ? 1 : 2, near = [];
    for (const one of vocabulary) {
      if (Math.abs(one.length - word.length) > best) continue;
      const distance = slips(word, one);
      if (distance < best) { best = distance; near = [one]; } else if (distance === best) near.push(one);
    }
    return near;
  }
  const begins = (words, group) => group.some((term) => { for (const word of words) if (word.startsWith(term)) return true; return false; });
  function find(groups) {
    const terms = groups.flat();
    if (!terms.length || groups.some((group) => !group.length)) return { hits: [], passages: [], terms: terms };
    const rank = (name) => {
      const late = { event: 2, document: 2, post: 1 }[name.entry[1]] || 0;
      const partial = terms.filter((term) => !name.words.has(term)).length;
      return (fold(name.entry[2]).join(" ") === terms.join(" ") ? 0 : 1 + Math.min(partial, 2)) + 3 * late;
    };
    const hits = names.filter((name) => groups.every((group) => begins(name.words, group)));
    hits.sort((a, b) => rank(a) - rank(b) || b.entry[4] - a.entry[4]);
    const passages = index.passages.filter((passage) => { const words = fold(passage[1]); return groups.every((group) => begins(words, group)); });
    return { hits: hits.slice(0, MOST), passages: passages.slice(0, MOST), terms: terms };
  }
  function element(name, kind, words) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (words !== undefined) made.textContent = words;
    return made;
  }
  function link(address, kind, label) {
    const made = element("a", kind);
    made.href = address;
    made.append(element("bdi", "", label));
    return made;
  }
  // the words in pieces, those that were looked for marked
  function marked(words, terms) {
    const pieces = words.split(/([\p{L}\p{N}]+)/u);
    return pieces.map((piece, i) => (i % 2 && fold(piece).some((word) => terms.some((term) => word.startsWith(term))) ? element("mark", "", piece) : piece));
  }
  function show() {
    const wanted = [...new Set(fold(box.value))].slice(0, 8);
    found.replaceChildren();
    note.hidden = true;
    document.getElementById("heading").textContent = box.value.trim() ? "“" + box.value.trim() + "”" : "Search";
    if (!wanted.length) return;
    let answer = find(wanted.map((word) => [word]));
    if (!answer.hits.length && !answer.passages.length) {
      answer = find(wanted.map(nearest));
      if (answer.hits.length || answer.passages.length) {
        note.textContent = "Nothing has these letters; shown is " + answer.terms.filter((term) => !wanted.includes(term)).join(", ") + ".";
        note.hidden = false;
      }
    }
    if (answer.hits.length) {
      const list = element("ul", "hits");
      for (const { entry } of answer.hits) {
        const item = element("li");
        item.append(element("span", "kind", entry[1] === "institution" ? "body" : entry[1]), link(entry[0], "node " + entry[1], entry[2]), element("span", "count", entry[4] ? entry[4] + " mention" + (entry[4] === 1 ? "" : "s") : ""));
        list.append(item);
      }
      found.append(element("h2", "", "Names"), list);
      if (answer.hits.length === MOST) found.append(element("p", "note", "These are the " + MOST + " that fit best; more words narrow the search."));
    }
    if (answer.passages.length) {
      found.append(element("h2", "", "Passages"));
      for (const [address, words, cited] of answer.passages) {
        const block = element("blockquote"), line = element("p"), foot = element("footer");
        const there = link(address, "passage", "");
        there.firstChild.replaceChildren(...marked(words, answer.terms));
        line.append(there);
        foot.append(element("bdi", "", cited));
        block.append(line, foot);
        found.append(block);
      }
      if (answer.passages.length === MOST) found.append(element("p", "note", "These are the first " + MOST + "; more words narrow the search."));
    }
    if (!answer.hits.length && !answer.passages.length) found.append(element("p", "none", "Nothing in this graph has these words, nor any near to them."));
  }
  box.value = new URLSearchParams(location.search).get("q") || "";
  box.addEventListener("input", show);
  box.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  show();
})();
