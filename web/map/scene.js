// The drawing: sigma draws the spots in sight and their links, a layer below has the discs. The spots change with the
// depth (detail.js); places never do.
import Graph from "graphology";
import { readColours } from "./colours.js";
import { Detail } from "./detail.js";
import { Discs } from "./discs.js";
import { Drawing } from "./drawing.js";
import { Labels } from "./labels.js";

const PAUSE = 140; // milliseconds between two changes of what is drawn
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const NIGHT = matchMedia("(prefers-color-scheme: dark)");
const MARGIN = 30;
const STILL = 150; // milliseconds without a movement after which the picture stands

function size(links) {
  return Math.min(2.4 + 1.1 * Math.log2(1 + links), 12);
}

function extent(discs) {
  const edge = (axis, sign) => sign * Math.max(...discs.map((disc) => sign * disc[axis] + disc.radius));
  return { x: [edge("x", -1), edge("x", 1)], y: [edge("y", -1), edge("y", 1)] };
}

export class Scene {
  constructor(stage, atlas, card) {
    Object.assign(this, { stage, atlas, card, colours: readColours(), graph: null, filled: null });
    this.graph = this.graphOf(new Set([0]));
    this.detail = new Detail(atlas);
    this.labels = new Labels(this.colours);
    this.sigma = new Drawing(this.graph, stage, {
      defaultDrawNodeLabel: this.labels.drawName,
      defaultDrawNodeHover: this.labels.drawHovered,
      labelDensity: 0.6,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: 0,
      minCameraRatio: 0.002,
      maxCameraRatio: 2,
      stagePadding: MARGIN,
      zoomToSizeRatioFunction: () => 1,
      zIndex: false,
      doubleClickZoomingDuration: CALM.matches ? 0 : 200,
    });
    this.sigma.setCustomBBox(extent(atlas.discs));
    this.discs = new Discs(stage, atlas, this.colours);
    this.sigma.refresh();
    this.searched = null;
    this.listen();
    this.fill();
    this.sigma.refresh();
  }

  listen() {
    this.sigma.on("beforeRender", () => this.labels.begin(this.sigma.isZooming()));
    this.sigma.on("afterRender", () => {
      this.discs.show(this.view());
      if (this.labels.lacks && !this.sigma.isZooming()) requestAnimationFrame(() => this.sigma.scheduleRender());
    });
    this.sigma.getCamera().on("updated", () => {
      this.moved = performance.now();
      this.plan();
    });
    this.sigma.on("resize", () => this.plan());
    this.sigma.on("enterNode", ({ node }) => this.hover(this.atlas.spots[Number(node)]));
    this.sigma.on("leaveNode", () => this.hover(this.searched));
    this.sigma.on("clickNode", ({ node }) => location.assign(this.atlas.spots[Number(node)].path));
    this.sigma.on("moveBody", ({ event }) => this.pointDisc(this.sigma.viewportToGraph(event)));
    this.sigma.on("clickStage", ({ event }) => {
      const disc = this.discs.find(this.sigma.viewportToGraph(event));
      if (disc) this.showDisc(disc.number);
    });
    NIGHT.addEventListener("change", () => this.recolour());
  }

  view() {
    const { width, height } = this.sigma.getDimensions();
    const corner = this.sigma.viewportToGraph({ x: 0, y: 0 });
    const far = this.sigma.viewportToGraph({ x: width, y: height });
    const scale = width / (far.x - corner.x);
    const at = ({ x, y }) => ({ x: (x - corner.x) * scale, y: (corner.y - y) * scale });
    return { width, height, at, scale, left: corner.x, right: far.x, top: corner.y, bottom: far.y };
  }

  // What is to be drawn is looked at again while the picture moves, but not at every step.
  plan() {
    if (this.planned) return;
    this.planned = setTimeout(() => {
      this.planned = null;
      this.fill();
    }, PAUSE);
  }

  // The spots are changed all at once, as another graph: sigma looks at everything again at each that goes.
  fill() {
    const view = this.view();
    if (this.filled && this.detail.serves(this.filled, view)) return;
    this.filled = view;
    const next = this.detail.wanted(view);
    if (this.searched) next.add(this.searched.number);
    if (next.size === this.graph.order && [...next].every((number) => this.graph.hasNode(number))) return;
    this.graph = this.graphOf(next);
    this.sigma.setGraph(this.graph);
  }

  graphOf(numbers) {
    const graph = new Graph({ type: "undirected", allowSelfLoops: false });
    for (const number of numbers) {
      const { x, y, kind, label, links } = this.atlas.spots[number];
      graph.addNode(number, { x, y, label, size: size(links), color: this.colours[kind] });
    }
    for (const number of numbers) {
      const { disc } = this.atlas.spots[number];
      for (const other of this.atlas.neighbours(number))
        if (other < number && numbers.has(other) && this.atlas.spots[other].disc === disc)
          graph.addUndirectedEdge(number, other, { size: 1, color: this.colours.inner });
    }
    return graph;
  }

  recolour() {
    this.colours = readColours();
    this.labels.repaint(this.colours);
    this.discs.change({ colours: this.colours });
    this.graph.updateEachNodeAttributes((node, data) => ({ ...data, color: this.colours[this.atlas.spots[node].kind] }));
    this.graph.updateEachEdgeAttributes((_, data) => ({ ...data, color: this.colours.inner }));
  }

  point(spot) {
    this.discs.change({ chosen: spot ?? null });
    if (spot) this.card.showSpot(spot);
    else this.card.clear();
    this.sigma.scheduleRender();
  }

  // What passes below the pointer while the picture moves is not meant.
  get isMoving() {
    return performance.now() - this.moved < STILL;
  }

  hover(spot) {
    if (!this.isMoving && (spot ?? null) !== this.discs.chosen) this.point(spot);
  }

  pointDisc(spot) {
    if (this.isMoving) return;
    const over = this.discs.find(spot);
    if (over === this.discs.over) return;
    this.discs.change({ over });
    if (!this.discs.chosen) {
      if (over) this.card.showDisc(over);
      else this.card.clear();
    }
    this.sigma.scheduleRender();
  }

  // Go to a spot, as deep as its disc has room for all of it, and keep it chosen.
  choose(spot) {
    this.searched = spot;
    this.filled = null;
    this.show(spot, Math.min(this.atlas.discs[spot.disc].radius, 260));
    this.point(spot);
  }

  showDisc(number) {
    const disc = this.atlas.discs[number];
    this.searched = null;
    this.point(null);
    this.card.showDisc(disc);
    this.show(disc, disc.radius);
  }

  show(middle, radius) {
    const { width, height, scale } = this.view();
    const camera = this.sigma.getCamera();
    const { x, y } = this.sigma.viewportToFramedGraph(this.sigma.graphToViewport(middle));
    const ratio = (camera.ratio * radius * scale) / (0.45 * Math.min(width, height));
    this.go({ x, y, ratio: camera.getBoundedRatio(ratio), angle: 0 });
  }

  go(state) {
    if (CALM.matches) this.sigma.getCamera().setState(state);
    else this.sigma.getCamera().animate(state, { duration: 350 });
  }

  move(across, down) {
    const { width, height } = this.sigma.getDimensions();
    const { x, y } = this.sigma.viewportToFramedGraph({ x: width * (0.5 + across), y: height * (0.5 + down) });
    this.go({ x, y });
  }

  zoom(factor) {
    const camera = this.sigma.getCamera();
    this.go({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
  }

  showAll() {
    this.searched = null;
    this.point(null);
    this.go({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  // After the first picture, links and all, has been handed to the screen.
  whenDrawn(then) {
    this.sigma.once("afterRender", () => requestAnimationFrame(() => setTimeout(then)));
    this.sigma.scheduleRender();
  }
}
