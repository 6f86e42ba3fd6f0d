"use strict";
(() => {
  const preview = document.getElementById("preview");
  let shownFor = null;
  const hide = () => {
    preview.hidden = true;
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    shownFor = null;
  };
  const fill = (mention, card) => {
    preview.replaceChildren(...Array.from(card.children, (child) => child.cloneNode(true)));
    if (!mention.dataset.why) return;
    const why = document.createElement("p");
    why.className = "why";
    why.textContent = mention.dataset.why;
    preview.append(why);
  };
  const place = (mention) => {
    const box = mention.getBoundingClientRect();
    const height = preview.offsetHeight + 12;
    const room = document.documentElement.clientWidth - preview.offsetWidth - 8;
    const above = box.bottom + height > window.innerHeight && box.top > height;
    preview.style.left = `${window.scrollX + Math.max(8, Math.min(box.left, room))}px`;
    preview.style.top = `${window.scrollY + (above ? box.top - height + 6 : box.bottom + 6)}px`;
  };
  const show = (mention) => {
    const card = document.getElementById(mention.dataset.card);
    if (!card) return;
    hide();
    fill(mention, card);
    preview.hidden = false;
    place(mention);
    mention.setAttribute("aria-describedby", "preview");
    shownFor = mention;
  };
  for (const mention of document.querySelectorAll("[data-card]")) {
    mention.addEventListener("mouseenter", () => show(mention));
    mention.addEventListener("mouseleave", hide);
    mention.addEventListener("focus", () => show(mention));
    mention.addEventListener("blur", hide);
  }
  window.addEventListener("resize", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
