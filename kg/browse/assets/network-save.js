"use strict";
// What is shown, as a file: PNG from the canvas; SVG and GraphML from the places, looks and words of the page.
(function () {
  const page = window.kgPage, { details, state, places, lines, looks, canvas } = page;
  const XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
  const SVG = "http://www.w3.org/2000/svg", GRAPHML = "http://graphml.graphdrawing.org/xmlns";
  const LINE = 1.18, CHARACTER = 0.56;

  function save(content, media, name) {
    const blob = content instanceof Blob ? content : new Blob([content], { type: media });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  function writer(space, root) {
    const made = document.implementation.createDocument(space, root, null);
    const put = (into, name, attributes, words) => {
      const element = made.createElementNS(space, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, typeof value === "string" ? value.replace(XML, "\uFFFD") : value);
      if (words !== undefined) element.textContent = words.replace(XML, "\uFFFD");
      into.append(element);
      return element;
    };
    return { root: made.documentElement, put: put, text: () => '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(made) + "\n" };
  }
  const shown = () => places.filter((node) => state.nodes.has(node.id));
  const tied = () => lines.filter((line) => state.ties[line.id].length);
  const round = (number) => Math.round(number * 10) / 10;

  // half the width and the height of a node, by which lines end at its rim
  function half(node) {
    const look = looks[node.kind];
    if (look.shape !== "box") return [look.size, look.size];
    const rows = node.label.split("\n");
    return [Math.max(...rows.map((row) => row.length)) * look.font * CHARACTER / 2 + 12, rows.length * look.font * LINE / 2 + 10];
  }
  function rim(node, toward) {
    const [wide, high] = half(node), x = toward.x - node.x, y = toward.y - node.y;
    const share = Math.min(Math.abs(x) > 0 ? wide / Math.abs(x) : Infinity, Math.abs(y) > 0 ? high / Math.abs(y) : Infinity, 0.5);
    return { x: round(node.x + x * share), y: round(node.y + y * share) };
  }
  function outline(node) {
    const { x, y } = node, look = looks[node.kind], s = look.size, [wide, high] = half(node);
    if (look.shape === "box") return ["rect", { x: round(x - wide), y: round(y - high), width: round(2 * wide), height: round(2 * high), rx: 5 }];
    if (look.shape === "dot") return ["circle", { cx: x, cy: y, r: s }];
    if (look.shape === "square") return ["rect", { x: x - s, y: y - s, width: 2 * s, height: 2 * s }];
    const corners = { diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]], triangle: [[0, -1], [1, 0.8], [-1, 0.8]], hexagon: [[-1, 0], [-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87]] }[look.shape];
    return ["polygon", { points: corners.map(([a, b]) => round(x + a * s) + "," + round(y + b * s)).join(" ") }];
  }
  function words(out, into, text, x, top, size, colour, halo) {
    const block = out.put(into, "text", { "text-anchor": "middle", "font-size": size, fill: colour, ...(halo ? { stroke: halo, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" } : {}) });
    text.split("\n").forEach((row, number) => out.put(block, "tspan", { x: round(x), y: round(top + (number + 0.8) * size * LINE) }, row));
  }
  page.svg = function () {
    const colour = page.colours(), out = writer(SVG, "svg"), all = shown(), margin = 90;
    const ends = (values) => (values.length ? [Math.min(...values) - margin, Math.max(...values) + margin] : [-margin, margin]);
    const [left, right] = ends(all.map((node) => node.x)), [top, bottom] = ends(all.map((node) => node.y)), width = right - left, height = bottom - top;
    for (const [name, value] of Object.entries({ viewBox: [left, top, width, height].join(" "), width: width, height: height, "font-family": "system-ui, sans-serif" })) out.root.setAttribute(name, value);
    out.put(out.root, "title", {}, document.title);
    out.put(out.root, "rect", { x: left, y: top, width: width, height: height, fill: colour("paper") });
    const links = out.put(out.root, "g", { fill: "none" }), dots = out.put(out.root, "g", {});
    for (const line of tied()) {
      const ties = state.ties[line.id], kind = page.family(ties), [one, other] = [places[line.from], places[line.to]], from = rim(one, other), to = rim(other, one);
      const group = out.put(links, "g", {});
      out.put(group, "title", {}, ties.map((tie) => [details.nodes[tie.from].label, tie.label, details.nodes[tie.to].label].join(" — ") + (tie.quotes.length ? ": " + tie.quotes[0].sentence : "")).join("\n"));
      const stroke = { stroke: colour("line-" + kind), "stroke-width": { office: 2.4, other: 1.3 }[kind] || 1 };
      out.put(group, "line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...stroke, ...(ties.some((tie) => tie.quotes.length) ? {} : { "stroke-dasharray": "6 5" }) });
      const heads = [[from, to, ties.some((tie) => tie.from === line.from)], [to, from, ties.some((tie) => tie.from === line.to)]];
      for (const [start, end, there] of heads) if (there) out.put(group, "path", { d: head(start, end), ...stroke });
      const label = [...new Set(ties.map((tie) => tie.short))].slice(0, 3).join("\n"), rows = label.split("\n").length, size = kind === "office" ? 12 : 10;
      if (kind === "office" || kind === "other") words(out, group, label, (from.x + to.x) / 2, (from.y + to.y) / 2 - rows * size * LINE / 2, size, colour(kind === "office" ? "tie-office" : "tie"), colour("paper"));
    }
    for (const node of all) {
      const look = looks[node.kind], inside = look.shape === "box", [name, shape] = outline(node), rows = node.label.split("\n").length;
      out.put(dots, name, { ...shape, fill: colour(node.hollow ? "paper" : "fill-" + node.kind), stroke: colour("edge-" + node.kind), "stroke-width": 2, ...(node.hollow ? { "stroke-dasharray": "3 2" } : {}) });
      words(out, dots, node.label, node.x, inside ? node.y - rows * look.font * LINE / 2 : node.y + look.size + 5, look.font, colour("text-" + node.kind), inside ? "" : colour("paper"));
    }
    return out.text();
  };
  function head(start, end) {
    const x = end.x - start.x, y = end.y - start.y, length = Math.hypot(x, y) || 1, a = 7 * x / length, b = 7 * y / length;
    return `M${round(end.x - a - b / 2)} ${round(end.y - b + a / 2)}L${end.x} ${end.y}L${round(end.x - a + b / 2)} ${round(end.y - b - a / 2)}`;
  }

  const NODE = { label: (node) => node.label, kind: (node) => node.kind, names: (node) => node.names.join(" | "), facts: (node) => node.facts.join(" | ") };
  const EDGE = {
    label: (tie) => tie.label, relation: (tie) => tie.family, sentences: (tie) => tie.quotes.map((quote) => quote.sentence).join(" | "),
    documents: (tie) => [...new Set(tie.quotes.map((quote) => quote.source))].join(" | "), first: (tie) => tie.first, last: (tie) => tie.last, sources: (tie) => String(tie.sources),
  };
  page.graphml = function () {
    const out = writer(GRAPHML, "graphml");
    for (const [scope, fields] of [["node", NODE], ["edge", EDGE]]) for (const name of Object.keys(fields)) out.put(out.root, "key", { id: scope + "-" + name, for: scope, "attr.name": name, "attr.type": name === "sources" ? "long" : "string" });
    const graph = out.put(out.root, "graph", { edgedefault: "directed" });
    const data = (into, scope, fields, of) => { for (const [name, value] of Object.entries(fields)) out.put(into, "data", { key: scope + "-" + name }, value(of)); };
    for (const { id } of shown()) data(out.put(graph, "node", { id: details.nodes[id].iri }), "node", NODE, details.nodes[id]);
    state.ties.flat().forEach((tie, number) => data(out.put(graph, "edge", { id: String(number), source: details.nodes[tie.from].iri, target: details.nodes[tie.to].iri }), "edge", EDGE, tie));
    return out.text();
  };
  function png() {
    const picture = canvas.querySelector("canvas"), copy = document.createElement("canvas");
    copy.width = picture.width;
    copy.height = picture.height;
    const pen = copy.getContext("2d");
    pen.fillStyle = page.colours()("paper");
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(picture, 0, 0);
    copy.toBlob((blob) => save(blob, "image/png", "network.png"));
  }
  document.getElementById("save-png").addEventListener("click", png);
  document.getElementById("save-svg").addEventListener("click", () => save(page.svg(), "image/svg+xml", "network.svg"));
  document.getElementById("save-graphml")?.addEventListener("click", () => save(page.graphml(), "application/graphml+xml", "network.graphml"));
})();
