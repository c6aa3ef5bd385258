// Sigma as the map needs it. A renderer without a graphics card copies every layer for every picture, so there are as few
// as can be: nodes and links share one, and those that would stay empty are taken away. What the pointer is on is reckoned
// here: sigma would draw each picture twice, once in colours that number the nodes, and read that back.
import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";

const REACH = 4; // pixels around a node that still are the node
const REST = 120; // milliseconds after which a depth is kept

class Dot extends NodePointProgram {
  constructor(gl, _, renderer) {
    super(gl, null, renderer);
  }
}

// Links are drawn after the nodes on the same layer, and yet below them; not while the depth changes.
class Line extends EdgeLineProgram {
  constructor(gl, _, renderer) {
    super(gl, null, renderer);
    this.gl = gl;
  }

  render(params) {
    if (this.renderer.isZooming()) return;
    this.gl.blendFunc(this.gl.ONE_MINUS_DST_ALPHA, this.gl.ONE);
    super.render(params);
    this.gl.blendFunc(this.gl.ONE, this.gl.ONE_MINUS_SRC_ALPHA);
  }
}

export class Drawing extends Sigma {
  constructor(graph, stage, settings) {
    super(graph, stage, {
      ...settings,
      nodeProgramClasses: { circle: Dot },
      edgeProgramClasses: { line: Line },
      defaultEdgeType: "line",
    });
    const { edgeLabels, hoverNodes, hovers } = this.getCanvases();
    edgeLabels.remove();
    hoverNodes.remove();
    hovers.hidden = true;
    let before = this.getCamera().ratio;
    this.getCamera().on("updated", ({ ratio }) => {
      if (ratio === before) return;
      before = ratio;
      clearTimeout(this.zooming);
      this.zooming = setTimeout(() => {
        this.zooming = null;
        this.scheduleRender();
      }, REST);
    });
    this.on("beforeRender", () => (hovers.hidden = !this.hoveredNode || this.isMoving()));
  }

  isZooming() {
    return Boolean(this.zooming);
  }

  isMoving() {
    const captor = this.getMouseCaptor();
    return this.getCamera().isAnimated() || captor.isMoving || captor.draggedEvents > 0 || captor.currentWheelDirection !== 0;
  }

  createWebGLContext(id, options) {
    if (id !== "nodes") return super.createWebGLContext(id, { ...options, picking: false });
    this.elements.nodes = this.elements.edges;
    this.webGLContexts.nodes = this.webGLContexts.edges;
    return this.webGLContexts.nodes;
  }

  getNodeAtPosition({ x, y }) {
    let [best, least] = [null, Infinity];
    this.getGraph().forEachNode((node, data) => {
      const at = this.graphToViewport(data);
      const away = Math.hypot(at.x - x, at.y - y) - data.size;
      if (away < Math.min(REACH, least)) [best, least] = [node, away];
    });
    return best;
  }
}
