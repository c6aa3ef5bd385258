// What there is to draw: discs and spots by number, and who is linked with whom.
const TENTHS = 10;
const MARKS = /[\u0300-\u036f]/g;

export function folded(words) {
  return words.normalize("NFKD").replace(MARKS, "").toLowerCase();
}

// Lists of neighbours, one after the other: those of a spot lie between two borders.
function adjacency(count, links) {
  const borders = new Uint32Array(count + 1);
  for (const [one, other] of links) {
    borders[one + 1] += 1;
    borders[other + 1] += 1;
  }
  for (let spot = 0; spot < count; spot += 1) borders[spot + 1] += borders[spot];
  const free = borders.slice();
  const lists = new Uint32Array(borders[count]);
  for (const [one, other] of links) {
    lists[free[one]++] = other;
    lists[free[other]++] = one;
  }
  return (spot) => lists.subarray(borders[spot], borders[spot + 1]);
}

export function readAtlas(data) {
  const spots = data.numbers.map(([disc, kind, x, y, links], number) => ({
    number,
    disc,
    kind: data.kinds[kind],
    x: x / TENTHS,
    y: -y / TENTHS, // the screen's downwards
    links,
    label: data.labels[number],
    path: data.paths[number],
  }));
  const discs = data.discs.map(([x, y, radius], number) => ({
    number, x: x / TENTHS, y: -y / TENTHS, radius: radius / TENTHS, first: 0, count: 0,
  }));
  for (const spot of spots) {
    const disc = discs[spot.disc];
    if (!disc.count) disc.first = spot.number;
    disc.count += 1;
  }
  return { spots, discs, ties: data.ties, neighbours: adjacency(spots.length, data.links) };
}
