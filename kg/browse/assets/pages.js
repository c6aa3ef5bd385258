"use strict";
// the day of a state's page: a slider beside it, and in a folder of files, where nobody answers, the rows of that day;
// on a server the form works without this
for (const form of document.querySelectorAll("form.day")) {
  const day = form.querySelector("input[type=date]"), rows = document.querySelectorAll("table.holders tr[data-held]");
  const first = Date.parse(day.dataset.first), last = Date.parse(day.dataset.last), length = 86400000;
  const show = () => {
    for (const row of rows) {
      const spells = row.dataset.held.split(",").map((spell) => spell.split(" "));
      const held = spells.find(([, begin, end]) => begin <= day.value && day.value <= end);
      row.hidden = !held;
      row.className = row.lastElementChild.textContent = held ? held[0] : "";
    }
    document.getElementById("onday").textContent = day.value;
  };
  if (rows.length) {
    form.hidden = false;
    form.querySelector("button").hidden = true;
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    day.addEventListener("change", show);
  }
  if (!(last > first)) continue;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = Math.round((last - first) / length);
  slider.value = Math.round((Date.parse(day.value) - first) / length);
  slider.setAttribute("aria-label", "Day");
  slider.addEventListener("input", () => {
    day.value = new Date(first + slider.value * length).toISOString().slice(0, 10);
    if (rows.length) show();
  });
  if (!rows.length) slider.addEventListener("change", () => day.form.requestSubmit());
  day.after(slider);
}
