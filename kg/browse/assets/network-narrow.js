"use strict";
// What is left of the network: days, kinds, sources, steps around a node. The address says the same as the form.
(function () {
  const page = window.kgPage, { details, state, places, lines } = page;
  const form = document.getElementById("narrow"), count = document.getElementById("count"), nothing = document.getElementById("nothing");
  const field = (name) => form.elements.namedItem(name);
  const boxes = (name) => [...document.querySelectorAll(`input[form="narrow"][name="${name}"]`)];
  const rows = new Map([...document.querySelectorAll("#ties tr[data-tie]")].map((row) => [row.dataset.tie, row]));
  const steps = document.getElementById("reach"), link = document.getElementById("link"), graphml = document.getElementById("graphml");
  const isDay = (words) => /^\d{4}-\d\d-\d\d$/.test(words);
  // how far the page reaches around its own middle; where it has none, any node may become it
  const own = details.centres.length > 0;
  const reach = Number(form.dataset.reach);
  let centre = null;

  function fill() {
    const asked = new URLSearchParams(location.search);
    for (const name of ["from", "until"]) if (isDay(asked.get(name) || "")) field(name).value = asked.get(name);
    if (/^\d{1,2}$/.test(asked.get("sources") || "")) field("sources").value = asked.get("sources");
    if (asked.has("dated")) field("dated").checked = asked.get("dated") === "only";
    for (const name of ["kind", "tie"]) if (asked.has(name)) for (const box of boxes(name)) box.checked = asked.getAll(name).includes(box.value);
    if (/^[12]$/.test(asked.get("depth") || "")) field("depth").value = asked.get("depth");
    const about = details.nodes.findIndex((node) => node.iri === asked.get("about"));
    if (!own && about >= 0) middle(about);
  }
  function middle(id) {
    centre = id;
    steps.hidden = id === null;
  }
  function stepsFrom(id) {
    const steps = new Map([[id, 0]]), rim = [id];
    const near = new Map(places.map((node) => [node.id, []]));
    for (const line of lines) { near.get(line.from).push(line.to); near.get(line.to).push(line.from); }
    for (const one of rim) for (const next of near.get(one)) if (!steps.has(next)) { steps.set(next, steps.get(one) + 1); rim.push(next); }
    return (node) => (steps.has(node) ? steps.get(node) : Infinity);
  }
  function wanted() {
    const checked = (name) => { const all = boxes(name); return new Set(all.filter((box) => box.checked).map((box) => box.value)); };
    return {
      first: isDay(field("from").value) ? field("from").value : "", last: isDay(field("until").value) ? field("until").value : "",
      dated: field("dated").checked, sources: Number(field("sources").value) || 0, kinds: checked("kind"), families: checked("tie"),
      depth: own || centre !== null ? Number(field("depth").value) : Infinity,
      steps: own ? (id) => details.nodes[id].steps : centre !== null ? stepsFrom(centre) : () => 0,
    };
  }
  function keeps(tie, want) {
    if (!tie.first && want.dated) return false;
    if (tie.first && ((want.first && tie.last < want.first) || (want.last && tie.first > want.last))) return false;
    if (tie.sources < want.sources || !want.families.has(tie.family)) return false;
    return [tie.from, tie.to].every((id) => want.kinds.has(details.nodes[id].kind) && want.steps(id) <= want.depth);
  }
  function address() {
    const asked = new URLSearchParams();
    for (const hidden of form.querySelectorAll("input[type=hidden]")) asked.append(hidden.name, hidden.value);
    if (centre !== null) asked.set("about", details.nodes[centre].iri);
    if (own || centre !== null) asked.set("depth", field("depth").value);
    for (const name of ["from", "until"]) if (isDay(field(name).value)) asked.set(name, field(name).value);
    if (field("dated").checked) asked.set("dated", "only");
    if (Number(field("sources").value) > 0) asked.set("sources", String(Number(field("sources").value)));
    for (const name of ["kind", "tie"]) {
      const all = boxes(name), on = all.filter((box) => box.checked);
      if (on.length < all.length) for (const value of on.length ? on.map((box) => box.value) : ["none"]) asked.append(name, value);
    }
    return asked.toString();
  }
  function show() {
    const want = wanted();
    state.ties = details.edges.map((group) => group.filter((tie) => keeps(tie, want)));
    state.nodes = new Set(own ? details.centres : centre === null ? [] : [centre]);
    for (const group of state.ties) for (const tie of group) state.nodes.add(tie.from).add(tie.to);
    const ties = state.ties.reduce((sum, group) => sum + group.length, 0), all = details.edges.reduce((sum, group) => sum + group.length, 0);
    for (const [line, group] of details.edges.entries()) for (const [place, tie] of group.entries()) rows.get(line + " " + place).hidden = !state.ties[line].includes(tie);
    count.textContent = ties === all ? `${places.length} nodes, ${all} ties` : `${state.nodes.size} of ${places.length} nodes, ${ties} of ${all} ties`;
    nothing.hidden = ties > 0;
    const asked = address();
    link.href = asked ? "?" + asked : location.pathname;
    if (graphml) graphml.href = graphml.href.split("?")[0] + "?" + asked;
    if (location.protocol.startsWith("http")) history.replaceState(null, "", link.href);
    document.body.dataset.shown = ties;
    if (state.chosen !== null && state.nodes.has(state.chosen)) page.choose(state.chosen);
    else if (state.line !== null && state.ties[state.line].length) page.chooseLine(state.line);
    else if (state.chosen !== null || state.line !== null) page.letGo();
    else page.paint();
  }
  page.around = function (id) {
    middle(id);
    show();
    page.fit();
    page.choose(id);
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of ["from", "until"]) field(name).value = "";
    field("dated").checked = false;
    field("sources").value = 0;
    for (const box of [...boxes("kind"), ...boxes("tie")]) box.checked = true;
    middle(null);
    steps.hidden = !own;
    show();
    page.fit();
  });
  form.addEventListener("input", show);
  for (const box of [...boxes("kind"), ...boxes("tie")]) box.addEventListener("change", show);
  field("depth").addEventListener("change", () => {
    if (own && Number(field("depth").value) > reach && form.getAttribute("action")) location.assign(form.action + "?" + address()); // more than the page holds
    else page.fit();
  });
  fill();
  show();
})();
