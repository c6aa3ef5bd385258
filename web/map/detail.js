// Which spots are drawn: the plane is cut into cells, finer and finer, and from each depth on the best connected of a cell
// is shown. So the picture is as full from far as from near, the same wherever one comes from, and moving it costs the
// same whatever the graph has.
const DEPTHS = 16;
const CELL = 26; // pixels: cells are at least so wide on the screen
const SMALLEST = 22; // pixels of radius below which a disc shows nobody
const AROUND = 0.25; // how far beyond the sight, in its widths and heights

function widest(atlas) {
  return 2 * Math.max(...atlas.discs.map(({ x, y, radius }) => Math.max(Math.abs(x), Math.abs(y)) + radius));
}

function widened({ left, right, bottom, top }) {
  const [across, down] = [(right - left) * AROUND, (top - bottom) * AROUND];
  return { left: left - across, right: right + across, bottom: bottom - down, top: top + down };
}

// The depth from which each spot is shown: the first at which nobody better connected of its disc is in its cell.
function depths(atlas, whole) {
  const found = new Uint8Array(atlas.spots.length).fill(DEPTHS);
  let waiting = atlas.spots;
  for (let depth = 0; depth < DEPTHS && waiting.length; depth += 1) {
    const cell = whole / 2 ** depth;
    const taken = new Set();
    const key = ({ x, y, disc }) => (Math.floor(x / cell) * 2 ** 17 + Math.floor(y / cell)) * 1024 + (disc % 1024);
    for (const spot of atlas.spots) if (found[spot.number] < depth) taken.add(key(spot));
    waiting = waiting.filter((spot) => {
      if (taken.has(key(spot))) return true;
      taken.add(key(spot));
      found[spot.number] = depth;
      return false;
    });
  }
  return found;
}

export class Detail {
  constructor(atlas) {
    this.atlas = atlas;
    this.whole = widest(atlas);
    this.depths = depths(atlas, this.whole);
  }

  depth({ scale }) {
    return Math.floor(Math.log2((this.whole * scale) / CELL));
  }

  // Whether what was found for one view will do for another: the same depth, and nothing beyond what was looked at.
  serves(view, other) {
    const { left, right, bottom, top } = widened(view);
    const within = left <= other.left && right >= other.right && bottom <= other.bottom && top >= other.top;
    return within && this.depth(view) === this.depth(other);
  }

  wanted(view) {
    const depth = this.depth(view);
    const { left, right, bottom, top } = widened(view);
    const inside = ({ x, y }, radius) => x + radius > left && x - radius < right && y + radius > bottom && y - radius < top;
    const found = new Set();
    for (const disc of this.atlas.discs) {
      if (disc.radius * view.scale < SMALLEST || !inside(disc, disc.radius)) continue;
      for (let number = disc.first; number < disc.first + disc.count; number += 1)
        if (this.depths[number] <= depth && inside(this.atlas.spots[number], 0)) found.add(number);
    }
    if (!found.size && this.atlas.spots.length) found.add(0); // there is always something to measure by
    return found;
  }
}
