"use strict";
// The picture: what is drawn and in which colours. Every word from the graph goes into the page through textContent.
window.kgPage = (function () {
  document.documentElement.classList.add("runs");
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const details = read("details"), looks = read("looks"), places = read("nodes"), lines = read("edges");
  const canvas = document.getElementById("network");
  const FACE = "system-ui, sans-serif", CLOSE = 1.15, MOST_LABELS = 3;
  const FAMILIES = ["office", "other", "event", "says"];
  // what is shown: nodes and ties by number, and which nodes stand out because one of them is chosen
  const state = { nodes: new Set(places.map((node) => node.id)), ties: details.edges, kept: null, chosen: null, line: null };

  function colours() {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue("--" + name).trim();
  }
  function nodeLook(node, colour) {
    const look = looks[node.kind], inside = look.shape === "box";
    const here = !state.kept || state.kept.has(node.id);
    const fill = colour(node.hollow ? "paper" : "fill-" + node.kind);
    return {
      id: node.id, x: node.x, y: node.y, label: node.label, shape: look.shape, size: look.size, margin: 10, borderWidth: 2,
      hidden: !state.nodes.has(node.id), opacity: here ? 1 : 0.14,
      color: { background: fill, border: colour("edge-" + node.kind), highlight: { background: fill, border: colour("chosen") }, hover: { background: fill, border: colour("chosen") } },
      shapeProperties: { borderDashes: node.hollow ? [3, 2] : false, borderRadius: 5 },
      font: { face: FACE, size: look.font, color: here || inside ? colour("text-" + node.kind) : colour("faint"), strokeWidth: inside ? 0 : 4, strokeColor: colour("paper") },
    };
  }
  const family = (ties) => FAMILIES.find((name) => ties.some((tie) => tie.family === name)) || "other";
  const near = (line) => !state.kept || (state.kept.has(line.from) && state.kept.has(line.to));
  // words on ties of events would cover the picture: they come when one is chosen, or when one comes closer
  function worded(line, kind) {
    return near(line) && (kind === "office" || kind === "other" || state.kept !== null || network.getScale() >= CLOSE);
  }
  function lineLook(line, colour) {
    const ties = state.ties[line.id], kind = family(ties), office = kind === "office";
    const words = [...new Set(ties.map((tie) => tie.short))].slice(0, MOST_LABELS).join("\n");
    const shown = worded(line, kind), ways = new Set(ties.map((tie) => tie.from));
    const arrows = { to: { enabled: ways.has(line.from) }, from: { enabled: ways.has(line.to) } };
    return {
      id: line.id, from: line.from, to: line.to, label: words, arrows: arrows, hidden: !ties.length || !state.nodes.has(line.from) || !state.nodes.has(line.to),
      width: { office: 2.4, other: 1.3 }[kind] || 1, dashes: ties.some((tie) => tie.quotes.length) ? false : [6, 5],
      color: { color: colour("line-" + kind), highlight: colour("chosen"), hover: colour("chosen"), opacity: near(line) ? 1 : 0.12 },
      font: { face: FACE, size: office ? 12 : 10, color: shown ? colour(office ? "tie-office" : "tie") : "rgba(0,0,0,0)", strokeWidth: shown ? 4 : 0, strokeColor: colour("paper"), align: office ? "horizontal" : "middle" },
    };
  }

  let network = { getScale: () => 0 };
  const first = colours();
  const nodes = new vis.DataSet(places.map((node) => nodeLook(node, first)));
  const edges = new vis.DataSet(lines.map((line) => lineLook(line, first)));
  network = new vis.Network(canvas, { nodes: nodes, edges: edges }, read("options"));
  canvas.querySelector("canvas")?.setAttribute("aria-hidden", "true");

  function paint() {
    const colour = colours();
    nodes.update(places.map((node) => nodeLook(node, colour)));
    edges.update(lines.map((line) => lineLook(line, colour)));
  }
  function neighbours(id) {
    const ends = lines.filter((line) => state.ties[line.id].length && (line.from === id || line.to === id));
    return ends.map((line) => (line.from === id ? line.to : line.from)).filter((one) => state.nodes.has(one));
  }
  function fit() {
    network.fit({ nodes: places.filter((node) => state.nodes.has(node.id)).map((node) => node.id), animation: false });
  }
  function choose(id) {
    network.selectNodes([id]);
    Object.assign(state, { kept: new Set([id, ...neighbours(id)]), chosen: id, line: null });
    paint();
    page.showNode(id);
  }
  function chooseLine(id) {
    network.selectEdges([id]);
    Object.assign(state, { kept: new Set([lines[id].from, lines[id].to]), chosen: null, line: id });
    paint();
    page.showEdge(id);
  }
  function letGo() {
    network.unselectAll();
    Object.assign(state, { kept: null, chosen: null, line: null });
    paint();
    page.welcome();
  }
  function visit(id) {
    choose(id);
    network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: false });
  }

  network.on("click", (event) => {
    if (event.nodes.length) choose(event.nodes[0]);
    else if (event.edges.length) chooseLine(event.edges[0]);
    else letGo();
  });
  let close = null;
  network.on("zoom", () => {
    const now = network.getScale() >= CLOSE;
    if (now !== close) { close = now; paint(); }
  });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => {
    paint();
    document.body.dataset.colours = dark.matches ? "dark" : "light";
  });
  window.addEventListener("resize", () => network.redraw());
  network.once("afterDrawing", () => requestAnimationFrame(() => { // after the fit of its own that it begins with
    fit();
    paint();
    document.body.dataset.drawn = places.length;
  }));
  const page = { network, state, details, looks, places, lines, canvas, colours, family, neighbours, paint, fit, choose, chooseLine, letGo, visit };
  return page;
})();
