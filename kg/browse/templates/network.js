"use strict";
(function () {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const details = read("details");
  const nodes = new vis.DataSet(read("nodes"));
  const edges = new vis.DataSet(read("edges"));
  const looks = new Map(nodes.get().map((node) => [node.id, node.font]));
  const fonts = new Map(edges.get().map((edge) => [edge.id, edge.font]));
  const panel = document.getElementById("panel");
  const box = document.getElementById("search");
  const found = document.getElementById("found");
  const canvas = document.getElementById("network");
  const network = new vis.Network(canvas, { nodes: nodes, edges: edges }, read("options"));

  // every word from the graph goes into the page through textContent
  function element(name, words, kind) {
    const made = document.createElement(name);
    made.dir = "auto";
    if (words !== undefined) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  }

  function nodeLink(id) {
    const link = element("button", details.nodes[id].label, "node");
    link.type = "button";
    link.addEventListener("click", () => visit(id));
    return link;
  }

  function cited(source, into) {
    if (!/^https?:\/\//i.test(source.url)) {
      into.textContent = source.source;
      return into;
    }
    const link = element("a", source.source);
    link.href = source.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    into.append(link);
    return into;
  }

  function quotes(list, into) {
    for (const quote of list) {
      const block = element("blockquote", quote.sentence);
      block.append(cited(quote, element("cite")));
      into.append(block);
    }
    if (!list.length) into.append(element("p", "Background knowledge: no document says so.", "background"));
  }

  function tie(entry, here) {
    const section = element("section");
    const line = element("p", undefined, "tie");
    const end = (id) => (id === here ? element("span", details.nodes[id].label) : nodeLink(id));
    line.append(end(entry.from), " ", element("i", entry.label), " ", end(entry.to));
    section.append(line);
    quotes(entry.quotes, section);
    return section;
  }

  function showNode(id) {
    const node = details.nodes[id];
    panel.replaceChildren(element("h2", node.label), element("p", [node.kind, ...node.facts].join(" · "), "facts"));
    if (node.names.length) panel.append(element("p", "also " + node.names.join(", "), "names"));
    panel.append(element("p", node.iri, "iri"));
    const rank = (entry) => ["office", "other", "event", "says"].indexOf(entry.family) + (entry.quotes.length ? 0 : 9);
    const ties = network.getConnectedEdges(id).sort((a, b) => a - b).flatMap((edge) => details.edges[edge]).sort((a, b) => rank(a) - rank(b));
    if (ties.length) panel.append(element("h3", "Ties"));
    for (const entry of ties) panel.append(tie(entry, id));
    if (node.said.length) panel.append(element("h3", "Statements"));
    for (const said of node.said) {
      const section = element("section");
      section.append(element("p", said.words, "tie"));
      quotes(said.quotes, section);
      panel.append(section);
    }
    panel.scrollTop = 0;
  }

  function showEdge(id) {
    panel.replaceChildren();
    for (const entry of details.edges[id]) panel.append(tie(entry, -1));
    panel.scrollTop = 0;
  }

  // words on ties of events would cover the picture: they come when one is chosen, or when one comes closer
  const CLOSE = 1.15;
  let kept = null;
  function near(edge) { return !kept || (kept.has(edge.from) && kept.has(edge.to)); }
  function worded(edge) {
    if (!near(edge)) return false;
    return edge.family === "office" || edge.family === "other" || kept !== null || network.getScale() >= CLOSE;
  }
  function paint() {
    nodes.update(nodes.get().map((node) => {
      const here = !kept || kept.has(node.id);
      const font = looks.get(node.id);
      return { id: node.id, opacity: here ? 1 : 0.14, font: { ...font, color: here || node.shape === "box" ? font.color : "#c9d0d8" } };
    }));
    edges.update(edges.get().map((edge) => {
      const words = worded(edge);
      const font = fonts.get(edge.id);
      return { id: edge.id, color: { ...edge.color, opacity: near(edge) ? 1 : 0.12 }, font: { ...font, color: words ? font.color : "rgba(0,0,0,0)", strokeWidth: words ? 4 : 0 } };
    }));
  }
  function dim(chosen) { kept = chosen; paint(); }

  function welcome() {
    panel.replaceChildren(element("p", "Click a node or a line to read the sentences it rests on.", "hint"));
    if (details.sources.length) panel.append(element("h3", details.sources.length === 1 ? "Document" : details.sources.length + " documents"));
    for (const source of details.sources) {
      const section = element("section");
      section.append(cited(source, element("p", undefined, "source")));
      panel.append(section);
    }
  }

  function choose(id) {
    network.selectNodes([id]);
    dim(new Set([id, ...network.getConnectedNodes(id)]));
    showNode(id);
  }

  function visit(id) {
    choose(id);
    network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: false });
  }

  network.on("click", (event) => {
    if (event.nodes.length) return choose(event.nodes[0]);
    if (event.edges.length) {
      const edge = edges.get(event.edges[0]);
      dim(new Set([edge.from, edge.to]));
      return showEdge(edge.id);
    }
    dim(null);
    welcome();
  });

  document.getElementById("fit").addEventListener("click", () => network.fit({ animation: false }));
  for (const check of document.querySelectorAll("#legend input")) {
    check.addEventListener("change", () => nodes.update(
      nodes.get().filter((node) => node.kind === check.value).map((node) => ({ id: node.id, hidden: !check.checked }))));
  }

  const plain = (words) => words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[-\u2010-\u2013]/g, " ").toLowerCase();
  function matches(words) {
    const wanted = plain(words.trim());
    if (!wanted) return [];
    const all = details.nodes.map((node, id) => {
      const places = [node.label, ...node.names].map((name) => plain(name).indexOf(wanted)).filter((place) => place >= 0);
      const late = node.kind === "event" ? 1000 : 0;
      return { id: id, place: places.length ? Math.min(...places) + late : -1 };
    });
    return all.filter((one) => one.place >= 0).sort((a, b) => a.place - b.place || a.id - b.id).slice(0, 12).map((one) => one.id);
  }
  function leave() { found.hidden = true; found.replaceChildren(); }
  function offer() {
    const ids = matches(box.value);
    found.replaceChildren(...ids.map((id) => {
      const item = element("li", details.nodes[id].label);
      item.append(element("small", details.nodes[id].kind));
      item.addEventListener("mousedown", () => { visit(id); leave(); });
      return item;
    }));
    found.hidden = !ids.length;
  }
  box.addEventListener("input", offer);
  box.addEventListener("blur", leave);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave();
    if (event.key !== "Enter") return;
    const ids = matches(box.value);
    if (ids.length) { visit(ids[0]); leave(); }
  });
  window.addEventListener("resize", () => network.redraw());
  let close = null;
  network.on("zoom", () => {
    const now = network.getScale() >= CLOSE;
    if (now !== close) { close = now; paint(); }
  });
  welcome();
  network.once("afterDrawing", () => {
    network.fit({ animation: false });
    paint();
    document.body.dataset.drawn = nodes.length;
  });
  window.kgPage = { network: network, choose: choose, showEdge: showEdge };
})();
