// The layer below the spots: discs, the ties between them, and what the pointer or a search has chosen. It is drawn
// wider than the sight and then moved with it; it is drawn anew where that does not do.
const MOST_TIES = 400;
const NAMED = 34; // pixels of radius from which a disc has its number
const MOST_NEAR = 300;
const AROUND = 0.3; // how far beyond the sight, in its widths and heights
const REST = 120; // milliseconds of stillness after which a picture that was drawn out or in is made sharp

export class Discs {
  constructor(stage, atlas, colours) {
    Object.assign(this, { atlas, colours, chosen: null, over: null, drawn: null });
    this.canvas = document.createElement("canvas");
    this.canvas.className = "discs";
    stage.prepend(this.canvas);
    const most = Math.max(1, ...atlas.ties.map(([, , count]) => count));
    this.ties = [...atlas.ties]
      .sort((one, other) => other[2] - one[2])
      .slice(0, MOST_TIES)
      .map(([one, other, count]) => ({ one: atlas.discs[one], other: atlas.discs[other], share: count / most }));
  }

  // Something else is to be seen at the same place.
  change(parts) {
    Object.assign(this, parts);
    this.drawn = null;
  }

  show(view) {
    clearTimeout(this.later);
    if (!this.drawn || !this.serves(view)) this.draw(view);
    else if (Math.abs(view.scale / this.drawn.scale - 1) > 1e-6) this.later = setTimeout(() => this.draw(view), REST);
    const { x, y } = view.at(this.drawn.corner);
    const drawnOut = view.scale / this.drawn.scale;
    const whole = Math.abs(drawnOut - 1) < 1e-6; // then on whole pixels: moving is much cheaper than drawing out
    this.canvas.style.transform = whole
      ? `translate(${Math.round(x)}px, ${Math.round(y)}px)`
      : `translate(${x}px, ${y}px) scale(${drawnOut})`;
  }

  serves({ width, height, scale, at }) {
    const [from, to] = [at(this.drawn.corner), at(this.drawn.far)];
    const drawnOut = scale / this.drawn.scale;
    const size = width === this.drawn.width && height === this.drawn.height;
    return size && from.x <= 0 && from.y <= 0 && to.x >= width && to.y >= height && drawnOut > 0.55 && drawnOut < 1.9;
  }

  draw({ width, height, scale, left, top }) {
    const [aside, above] = [Math.round(width * AROUND), Math.round(height * AROUND)];
    const corner = { x: left - aside / scale, y: top + above / scale };
    const [wide, high] = [width + 2 * aside, height + 2 * above];
    const far = { x: corner.x + wide / scale, y: corner.y - high / scale };
    const sharp = window.devicePixelRatio || 1;
    const { canvas } = this;
    if (canvas.width !== Math.round(wide * sharp) || canvas.height !== Math.round(high * sharp)) {
      Object.assign(canvas, { width: Math.round(wide * sharp), height: Math.round(high * sharp) });
      Object.assign(canvas.style, { width: `${wide}px`, height: `${high}px` });
    }
    const context = canvas.getContext("2d");
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    const at = ({ x, y }) => ({ x: (x - corner.x) * scale, y: (corner.y - y) * scale });
    this.paint(context, { width: wide, height: high, scale, at });
    this.drawn = { corner, far, scale, width, height };
    canvas.style.transform = `translate(${-aside}px, ${-above}px)`;
  }

  paint(context, { width, height, at, scale }) {
    const { colours } = this;
    context.clearRect(0, 0, width, height);
    this.paintTies(context, width, height, at);
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "center";
    for (const disc of this.atlas.discs) {
      const { x, y } = at(disc);
      const radius = Math.max(disc.radius * scale, 0.7);
      if (x + radius < 0 || y + radius < 0 || x - radius > width || y - radius > height) continue;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = colours.disc;
      context.fill();
      context.strokeStyle = disc === this.over ? colours.near : colours.rim;
      context.lineWidth = disc === this.over ? 2 : 1;
      context.stroke();
      context.fillStyle = colours.soft;
      if (radius > NAMED) context.fillText(`${disc.number + 1}`, x, y - radius + 14);
    }
    if (this.chosen) this.paintChosen(context, at);
  }

  paintTies(context, width, height, at) {
    context.strokeStyle = this.colours.tie;
    for (const { one, other, share } of this.ties) {
      const [from, to] = [at(one), at(other)];
      const aside = (from.x < 0 && to.x < 0) || (from.x > width && to.x > width);
      if (aside || (from.y < 0 && to.y < 0) || (from.y > height && to.y > height)) continue;
      context.lineWidth = 0.6 + 7 * Math.sqrt(share);
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
  }

  paintChosen(context, at) {
    const middle = at(this.chosen);
    Object.assign(context, { strokeStyle: this.colours.near, fillStyle: this.colours.near, lineWidth: 1.2 });
    for (const number of this.atlas.neighbours(this.chosen.number).subarray(0, MOST_NEAR)) {
      const { x, y } = at(this.atlas.spots[number]);
      context.beginPath();
      context.moveTo(middle.x, middle.y);
      context.lineTo(x, y);
      context.stroke();
      context.beginPath();
      context.arc(x, y, 3, 0, 2 * Math.PI);
      context.fill();
    }
    context.lineWidth = 3;
    context.beginPath();
    context.arc(middle.x, middle.y, 18, 0, 2 * Math.PI);
    context.stroke();
  }

  find({ x, y }) {
    return this.atlas.discs.find((disc) => (disc.x - x) ** 2 + (disc.y - y) ** 2 < disc.radius ** 2) ?? null;
  }
}
