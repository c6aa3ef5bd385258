// The drawing of /map. The table of the page says the same and stays; where this fails, only the drawing is missing.
import { readAtlas } from "./map/atlas.js";
import { Card } from "./map/card.js";
import { Finder } from "./map/finder.js";
import { Scene } from "./map/scene.js";

const place = document.getElementById("map");
const wait = document.getElementById("map-wait");
const stage = document.getElementById("map-stage");
const STEP = 0.15;
const KEYS = {
  ArrowLeft: (scene) => scene.move(-STEP, 0),
  ArrowRight: (scene) => scene.move(STEP, 0),
  ArrowUp: (scene) => scene.move(0, -STEP),
  ArrowDown: (scene) => scene.move(0, STEP),
  "+": (scene) => scene.zoom(1 / 1.5),
  "=": (scene) => scene.zoom(1 / 1.5),
  "-": (scene) => scene.zoom(1.5),
  0: (scene) => scene.showAll(),
};

function control(scene) {
  document.getElementById("map-in").addEventListener("click", () => scene.zoom(1 / 1.8));
  document.getElementById("map-out").addEventListener("click", () => scene.zoom(1.8));
  document.getElementById("map-all").addEventListener("click", () => scene.showAll());
  stage.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key](scene);
  });
}

// Each row of the table leads to its disc.
function connectRows(scene) {
  for (const row of document.querySelectorAll(".communities tr[data-disc]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "on the map";
    button.setAttribute("aria-label", `Community ${row.cells[0].textContent} on the map`);
    button.addEventListener("click", () => {
      scene.showDisc(Number(row.dataset.disc));
      stage.focus();
      place.scrollIntoView({ block: "start" });
    });
    row.cells[1].append(button);
  }
}

// A folder of files has what is drawn as a script that ran before; a server is asked for it.
async function contents() {
  if (window.kgMap) return window.kgMap;
  const answer = await fetch(place.dataset.source);
  if (!answer.ok) throw new Error(`${place.dataset.source}: ${answer.status}`);
  return answer.json();
}

async function begin() {
  wait.hidden = false;
  const atlas = readAtlas(await contents());
  place.hidden = false; // before it is drawn: the drawing measures its place
  const card = new Card(document.getElementById("map-card"), atlas);
  const scene = new Scene(stage, atlas, card);
  new Finder(document.getElementById("map-find"), document.getElementById("map-found"), atlas, (spot) => scene.choose(spot));
  control(scene);
  connectRows(scene);
  wait.hidden = true;
  scene.whenDrawn(() => {
    stage.dataset.drawn = "yes";
    performance.mark("map-drawn");
  });
}

begin().catch((error) => {
  place.hidden = true;
  wait.hidden = false;
  wait.textContent = "The map cannot be drawn here. The table below says what is on it.";
  console.warn("the table stays:", error.message);
});
