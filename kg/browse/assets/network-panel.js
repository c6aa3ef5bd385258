"use strict";
// What is told of the node or line that is chosen or pointed at, the search for one, and the keys.
(function () {
  const page = window.kgPage, { details, state, places, lines, canvas, network } = page;
  const panel = document.getElementById("panel"), tip = document.getElementById("tip");
  const box = document.getElementById("search"), found = document.getElementById("found");
  const LONGEST = 260;

  function element(name, words, kind) {
    const made = document.createElement(name);
    made.dir = "auto";
    if (words !== undefined) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  }
  function button(words, act) {
    const made = element("button", words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function link(words, address, outside) {
    const made = element("a", words);
    made.href = address;
    if (outside) { made.target = "_blank"; made.rel = "noopener noreferrer"; }
    return made;
  }
  function nodeLink(id) {
    const made = button(details.nodes[id].label, () => page.visit(id));
    made.classList.add("node");
    return made;
  }
  function cited(source, into) {
    if (source.page) into.append(link(source.source, source.page));
    else if (/^https?:\/\//i.test(source.url)) into.append(link(source.source, source.url, true));
    else into.textContent = source.source;
    return into;
  }
  function quotes(told, into, note) {
    for (const quote of told.quotes) {
      const block = element("blockquote", quote.sentence);
      block.append(cited(quote, element("cite")));
      into.append(block);
    }
    if (told.more) into.append(element("p", "and " + told.more + " more passages", "background"));
    if (!told.quotes.length) into.append(element("p", note || "Background knowledge: no document says so.", "background"));
  }
  const days = (tie) => (!tie.first ? "" : tie.first === tie.last ? tie.first : tie.first + " to " + tie.last);
  const weight = (tie) => [days(tie), tie.sources ? tie.sources + (tie.sources === 1 ? " source" : " sources") : ""].filter(Boolean).join(" · ");
  function tie(entry, here) {
    const section = element("section"), line = element("p", undefined, "tie");
    const end = (id) => (id === here ? element("span", details.nodes[id].label) : nodeLink(id));
    line.append(end(entry.from), " ", element("i", entry.label), " ", end(entry.to));
    section.append(line);
    if (weight(entry)) section.append(element("p", weight(entry), "days"));
    quotes(entry, section, entry.note);
    return section;
  }
  function more(node) {
    const line = element("p", "and " + node.unsaid + " more on ", "background");
    line.append(node.page ? link("its page", node.page) : "its page");
    return line;
  }
  function ways(node, id) {
    const row = element("p", undefined, "ways");
    if (node.page) row.append(link("Its page", node.page));
    if (node.around) row.append(link("Network around it", node.around));
    else row.append(button("Only what is around it", () => page.around(id)));
    return row;
  }

  page.showNode = function (id) {
    const node = details.nodes[id];
    panel.replaceChildren(element("h2", node.label), element("p", [node.kind, ...node.facts].join(" · "), "facts"));
    if (node.names.length) panel.append(element("p", "also " + node.names.join(", "), "names"));
    panel.append(element("p", node.iri, "iri"), ways(node, id));
    const rank = (entry) => ["office", "other", "event", "says"].indexOf(entry.family) + (entry.quotes.length ? 0 : 9);
    const ties = lines.filter((line) => line.from === id || line.to === id).flatMap((line) => state.ties[line.id]).sort((a, b) => rank(a) - rank(b));
    if (ties.length) panel.append(element("h3", "Ties"));
    for (const entry of ties) panel.append(tie(entry, id));
    if (node.said.length) panel.append(element("h3", "Statements"));
    for (const said of node.said) {
      const section = element("section");
      section.append(element("p", said.words, "tie"));
      quotes(said, section);
      panel.append(section);
    }
    if (node.unsaid) panel.append(more(node));
    panel.scrollTop = 0;
  };
  page.showEdge = function (id) {
    panel.replaceChildren();
    for (const entry of state.ties[id]) panel.append(tie(entry, -1));
    panel.scrollTop = 0;
  };
  page.welcome = function () {
    panel.replaceChildren(element("p", "Choose a node or a line to read the sentences it rests on.", "hint"));
    if (details.sources.length) panel.append(element("h3", details.sources.length === 1 ? "Document" : details.sources.length + " documents"));
    for (const source of details.sources) {
      const section = element("section");
      section.append(cited(source, element("p", undefined, "source")));
      panel.append(section);
    }
  };

  // the tip: the words of a line and the first quote, where the pointer is
  function tell(words, quote, at) {
    tip.replaceChildren(element("p", words));
    if (quote) tip.append(element("blockquote", quote.sentence.length > LONGEST ? quote.sentence.slice(0, LONGEST) + "…" : quote.sentence), element("cite", quote.source));
    tip.hidden = false;
    tip.style.left = Math.max(8, Math.min(at.x + 14, canvas.clientWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(8, Math.min(at.y + 14, canvas.clientHeight - tip.offsetHeight - 8)) + "px";
  }
  network.on("hoverEdge", (event) => {
    const ties = state.ties[event.edge];
    const words = ties.map((one) => details.nodes[one.from].label + " — " + one.label + " — " + details.nodes[one.to].label);
    const quoted = ties.find((one) => one.quotes.length);
    tell(words.join("\n"), quoted ? quoted.quotes[0] : null, event.pointer.DOM);
  });
  network.on("hoverNode", (event) => {
    const node = details.nodes[event.node];
    tell([node.label, node.kind, ...node.facts].join(" · "), node.said.length ? node.said[0].quotes[0] : null, event.pointer.DOM);
  });
  new MutationObserver(() => { tip.hidden = true; }).observe(panel, { childList: true }); // another one was chosen
  for (const name of ["blurEdge", "blurNode", "dragStart", "zoom", "click"]) network.on(name, () => { tip.hidden = true; });

  // the search
  const plain = (words) => words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[-\u2010-\u2013]/g, " ").toLowerCase();
  let offered = [], at = -1;
  function matches(words) {
    const wanted = plain(words.trim());
    if (!wanted) return [];
    const all = details.nodes.map((node, id) => {
      const found = [node.label, ...node.names].map((name) => plain(name).indexOf(wanted)).filter((place) => place >= 0);
      return { id: id, place: found.length ? Math.min(...found) + (node.kind === "event" ? 1000 : 0) : -1 };
    });
    return all.filter((one) => one.place >= 0 && state.nodes.has(one.id)).sort((a, b) => a.place - b.place || a.id - b.id).slice(0, 12).map((one) => one.id);
  }
  function leave() {
    found.hidden = true;
    found.replaceChildren();
    offered = [];
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }
  function mark() {
    [...found.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at >= 0) box.setAttribute("aria-activedescendant", "found-" + at);
    else box.removeAttribute("aria-activedescendant");
  }
  function offer() {
    offered = matches(box.value);
    at = -1;
    found.replaceChildren(...offered.map((id, place) => {
      const item = element("li", details.nodes[id].label);
      item.id = "found-" + place;
      item.setAttribute("role", "option");
      item.append(element("small", details.nodes[id].kind));
      item.addEventListener("mousedown", () => { page.visit(id); leave(); });
      return item;
    }));
    found.hidden = !offered.length;
    box.setAttribute("aria-expanded", String(offered.length > 0));
    mark();
  }
  box.addEventListener("input", offer);
  box.addEventListener("blur", leave);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && offered.length) {
      at = event.key === "ArrowDown" ? (at + 1) % offered.length : (Math.max(at, 0) + offered.length - 1) % offered.length;
      mark();
      event.preventDefault();
    } else if (event.key === "Enter" && offered.length) {
      page.visit(offered[Math.max(at, 0)]);
      leave();
    }
  });

  // the keys in the picture
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function beside([across, down]) {
    const middle = state.chosen === null ? network.getViewPosition() : places[state.chosen];
    let best = null, least = Infinity;
    for (const node of places) {
      if (!state.nodes.has(node.id) || node.id === state.chosen) continue;
      const x = node.x - middle.x, y = node.y - middle.y, along = x * across + y * down, off = Math.abs(x * down) + Math.abs(y * across);
      if (along > 0 && along + 2 * off < least) { best = node.id; least = along + 2 * off; }
    }
    return best;
  }
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    if (WAYS[event.key]) {
      const next = beside(WAYS[event.key]);
      if (next !== null) page.visit(next);
    } else if (zoom) {
      network.moveTo({ scale: network.getScale() * zoom, animation: false });
      page.paint();
    } else if (event.key === "0") page.fit();
    else if (event.key === "Escape") page.letGo();
    else if (event.key === "Enter") panel.focus();
    else return;
    event.preventDefault();
  });
  document.getElementById("fit").addEventListener("click", page.fit);

  // the list: a way from each row into the picture
  for (const row of document.querySelectorAll("#ties tr[data-tie]")) {
    const line = Number(row.dataset.tie.split(" ")[0]);
    const show = button("show", () => {
      page.chooseLine(line);
      network.fit({ nodes: [lines[line].from, lines[line].to], maxZoomLevel: 1.4, animation: false });
      document.getElementById("stage").scrollIntoView({ block: "start" });
    });
    show.setAttribute("aria-label", "show in the picture");
    row.children[1].append(" ", show);
  }
  page.welcome();
})();
