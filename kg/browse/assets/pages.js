"use strict";
// a slider beside the day of a state's page; the form works without it
for (const day of document.querySelectorAll("form.day input[type=date]")) {
  const first = Date.parse(day.dataset.first), last = Date.parse(day.dataset.last), length = 86400000;
  if (!(last > first)) continue;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = Math.round((last - first) / length);
  slider.value = Math.round((Date.parse(day.value) - first) / length);
  slider.setAttribute("aria-label", "Day");
  slider.addEventListener("input", () => { day.value = new Date(first + slider.value * length).toISOString().slice(0, 10); });
  slider.addEventListener("change", () => day.form.requestSubmit());
  day.after(slider);
}
