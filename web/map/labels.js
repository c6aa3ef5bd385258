// Names beside their spots. Each is drawn once and kept as a small picture: drawing words anew for every step of a
// movement takes longer than all else. Words are drawn, never marked up.
const FONT = "system-ui, sans-serif";
const LONGEST = 42;
const MOST = 3000;
const EDGE = 3; // pixels around the words
const NEW = 5; // names that may be drawn for one picture; the others come with the next

function brief(label) {
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
}

function written(words, size, weight, colours) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const font = `${weight} ${size}px ${FONT}`;
  context.font = font;
  const width = Math.ceil(context.measureText(words).width) + 2 * EDGE;
  const height = Math.ceil(size * 1.3) + 2 * EDGE;
  const sharp = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: width * sharp, height: height * sharp });
  context.scale(sharp, sharp);
  Object.assign(context, { font, lineJoin: "round", lineWidth: EDGE, strokeStyle: colours.raised, fillStyle: colours.ink });
  context.strokeText(words, EDGE, EDGE + size);
  context.fillText(words, EDGE, EDGE + size);
  return { canvas, width, height };
}

export class Labels {
  constructor(colours) {
    this.repaint(colours);
    this.begin();
    this.drawName = (context, data) => {
      if (data.label) this.write(context, data, data.size > 8 ? 13 : 11.5, data.size > 8 ? 600 : 400, false);
    };
    this.drawHovered = (context, data) => {
      context.beginPath();
      context.arc(data.x, data.y, data.size + 2, 0, 2 * Math.PI);
      context.strokeStyle = this.colours.near;
      context.lineWidth = 2;
      context.stroke();
      this.write(context, data, 13, 600, true);
    };
  }

  repaint(colours) {
    this.colours = colours;
    this.kept = new Map();
  }

  // A new picture: every place is free again. In haste no name is drawn that was not drawn before.
  begin(inHaste = false) {
    Object.assign(this, { boxes: [], room: inHaste ? 0 : NEW, lacks: false });
  }

  write(context, data, size, weight, always) {
    const key = `${weight} ${data.label}`;
    if (this.kept.size > MOST) this.kept.clear();
    let name = this.kept.get(key);
    if (!name && !always && !this.room) {
      this.lacks = true;
      return;
    }
    if (!name) {
      this.kept.set(key, (name = written(brief(data.label), size, weight, this.colours)));
      this.room -= 1;
    }
    const [left, top] = [Math.round(data.x + data.size), Math.round(data.y - name.height / 2)];
    const box = { left, top, right: left + name.width, bottom: top + name.height };
    if (always || this.take(box)) context.drawImage(name.canvas, left, top, name.width, name.height);
  }

  // Whether nothing has been written here in this picture.
  take({ left, top, right, bottom }) {
    if (this.boxes.some((box) => left < box.right && box.left < right && top < box.bottom && box.top < bottom)) return false;
    this.boxes.push({ left, top: top + EDGE, right, bottom: bottom - EDGE });
    return true;
  }
}
