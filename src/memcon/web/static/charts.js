"use strict";
// Drawings by mouse and keyboard; without this, links do the same.
(() => {
  const DAY = 864e5, LEFT = -12, WIDE = 1124, WIDTH = 1100;
  const KEYS = { ArrowLeft: "earlier", ArrowRight: "later", "+": "closer", "=": "closer", "-": "wider" };

  const go = (name) => document.querySelector(`[data-move="${name}"]`)?.click();

  // What is wider than the screen begins where there is most to see.
  const centre = (one) => { one.scrollLeft = Number(one.dataset.middle) * one.scrollWidth - one.clientWidth / 2; };

  const show = () => {
    document.querySelectorAll(".scripted").forEach((one) => { one.hidden = false; });
    document.querySelectorAll("[data-middle]").forEach(centre);
  };

  const dayAt = (chart, x) => {
    const box = chart.querySelector("svg").getBoundingClientRect();
    const share = ((x - box.left) / box.width * WIDE + LEFT) / WIDTH;
    const days = Number(chart.dataset.days);
    const passed = Math.min(days - 1, Math.max(0, Math.floor(share * days)));
    return new Date(Date.parse(chart.dataset.begin) + passed * DAY).toISOString().slice(0, 10);
  };

  const visit = (since, until) => {
    const address = new URL(location.href);
    address.searchParams.set("since", since);
    address.searchParams.set("until", until);
    location.assign(address);
  };

  document.addEventListener("keydown", (event) => {
    const chart = event.target.closest("[data-chart=timeline]");
    if (!chart || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    go(KEYS[event.key]);
  });

  // The smallest part of the world that has the place under the mouse.
  const partAt = (chart, event) => {
    const svg = chart.querySelector("svg");
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const parts = [...document.querySelectorAll("[data-frame]")].map((link) => [link, link.dataset.frame.split(" ").map(Number)]);
    const around = parts.filter(([, [left, top, width, height]]) => x >= left && x <= left + width && y >= top && y <= top + height);
    around.sort(([, one], [, other]) => one[2] * one[3] - other[2] * other[3]);
    return around[0]?.[0];
  };

  // The wheel zooms where Ctrl is held, as on maps of the web: without it the page scrolls.
  let wheeled = -Infinity;
  document.addEventListener("wheel", (event) => {
    const chart = event.target.closest("[data-chart]");
    if (!chart || !event.ctrlKey || !event.deltaY) return;
    event.preventDefault();
    if (event.timeStamp - wheeled < 300) return;
    wheeled = event.timeStamp;
    if (event.deltaY > 0) go("wider");
    else if (chart.dataset.chart === "map") partAt(chart, event)?.click();
    else go("closer");
  }, { passive: false });

  let drag = null;
  document.addEventListener("pointerdown", (event) => {
    const chart = event.target.closest("[data-chart=timeline]");
    if (!chart || event.button || event.pointerType === "touch" || event.target.closest("a")) return;
    const band = document.createElement("div");
    band.className = "drag";
    chart.append(band);
    drag = { chart, band, from: event.clientX };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    event.preventDefault();
    const left = drag.chart.getBoundingClientRect().left - drag.chart.scrollLeft;
    drag.band.style.left = `${Math.min(drag.from, event.clientX) - left}px`;
    drag.band.style.width = `${Math.abs(event.clientX - drag.from)}px`;
  });
  document.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { chart, band, from } = drag;
    drag = null;
    band.remove();
    if (Math.abs(event.clientX - from) < 8) return;
    getSelection().removeAllRanges();
    const [left, right] = [from, event.clientX].sort((a, b) => a - b);
    visit(dayAt(chart, left), dayAt(chart, right));
  });

  // The slider of days: its field is what is sent, so that both always say the same.
  const pick = (slider) => slider.dataset.days.split(" ")[Number(slider.value)];
  document.addEventListener("input", (event) => {
    const slider = event.target.closest("[data-days][type=range]");
    if (!slider) return;
    slider.setAttribute("aria-valuetext", pick(slider));
    document.querySelector(`#${slider.dataset.says}`).textContent = pick(slider);
  });
  document.addEventListener("change", (event) => {
    const slider = event.target.closest("[data-days][type=range]");
    if (!slider) return;
    const form = document.querySelector(".filters");
    const isLast = Number(slider.value) === Number(slider.max);
    form.elements.until.value = isLast ? "" : pick(slider);
    form.requestSubmit();
  });

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:after:swap", show);
})();
