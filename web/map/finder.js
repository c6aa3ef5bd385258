// Finding a name on the map: those that begin with the words first, then those that have them anywhere.
import { folded } from "./atlas.js";

const MOST = 8;

export class Finder {
  constructor(form, list, atlas, choose) {
    this.input = form.querySelector("input");
    this.list = list;
    this.atlas = atlas;
    this.choose = choose;
    this.names = null;
    this.input.addEventListener("input", () => this.show());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [first] = this.found();
      if (first) this.choose(first);
    });
  }

  found() {
    this.names ??= this.atlas.spots.map(({ label }) => folded(label));
    const words = folded(this.input.value).trim();
    if (!words) return [];
    const ranked = [];
    this.names.forEach((name, number) => {
      const at = name.indexOf(words);
      if (at >= 0) ranked.push({ spot: this.atlas.spots[number], rank: at === 0 ? 0 : name[at - 1] === " " ? 1 : 2 });
    });
    ranked.sort((one, other) => one.rank - other.rank || other.spot.links - one.spot.links);
    return ranked.slice(0, MOST).map(({ spot }) => spot);
  }

  show() {
    const found = this.found();
    this.list.hidden = !this.input.value.trim();
    const items = found.map((spot) => {
      const button = document.createElement("button");
      button.type = "button";
      const name = document.createElement("bdi");
      name.textContent = spot.label;
      button.append(name, ` ${spot.kind}`);
      button.addEventListener("click", () => this.choose(spot));
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    if (!items.length) {
      const none = document.createElement("li");
      none.textContent = "nobody of that name";
      items.push(none);
    }
    this.list.replaceChildren(...items);
  }
}
