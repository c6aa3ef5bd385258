// What is known of the spot or disc that is chosen or under the pointer; names are text, never markup.
const MOST = 24;
const CHIEFS = 5;

function element(name, content) {
  const made = document.createElement(name);
  made.append(content);
  return made;
}

export class Card {
  constructor(place, atlas) {
    this.place = place;
    this.atlas = atlas;
  }

  clear() {
    this.place.replaceChildren();
  }

  link(spot) {
    const made = element("a", element("bdi", spot.label));
    Object.assign(made, { className: `node ${spot.kind}`, href: spot.path });
    return made;
  }

  showSpot(spot) {
    const near = [...this.atlas.neighbours(spot.number)].map((number) => this.atlas.spots[number]);
    near.sort((one, other) => other.links - one.links || one.number - other.number);
    const list = document.createElement("ul");
    for (const other of near.slice(0, MOST)) list.append(element("li", this.link(other)));
    const links = near.length === 1 ? "1 link" : `${near.length} links`;
    const more = near.length > MOST ? `, ${near.length - MOST} more on its page` : "";
    const head = element("p", this.link(spot));
    head.append(` ${spot.kind}, ${links}${more}, community ${spot.disc + 1}`);
    this.place.replaceChildren(head, list);
  }

  showDisc(disc) {
    const members = this.atlas.spots.slice(disc.first, disc.first + disc.count);
    const chiefs = members.filter(({ kind }) => kind !== "event").slice(0, CHIEFS);
    const head = element("p", `Community ${disc.number + 1}, ${disc.count} members`);
    const list = document.createElement("ul");
    for (const spot of chiefs) list.append(element("li", this.link(spot)));
    this.place.replaceChildren(head, list);
  }
}
