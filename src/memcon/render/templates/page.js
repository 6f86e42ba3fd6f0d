"use strict";
(() => {
  const preview = document.getElementById("preview");
  let shownFor = null;
  const hide = () => {
    preview.hidden = true;
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    shownFor = null;
  };
  const show = (mention) => {
    const card = document.getElementById(mention.dataset.card);
    if (!card) return;
    hide();
    preview.replaceChildren(...Array.from(card.children, (child) => child.cloneNode(true)));
    preview.hidden = false;
    const box = mention.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - preview.offsetWidth - 12);
    const below = box.bottom + preview.offsetHeight + 12 < window.innerHeight;
    preview.style.left = `${window.scrollX + Math.max(8, left)}px`;
    preview.style.top = `${window.scrollY + (below ? box.bottom + 6 : box.top - preview.offsetHeight - 6)}px`;
    mention.setAttribute("aria-describedby", "preview");
    shownFor = mention;
  };
  for (const mention of document.querySelectorAll("[data-card]")) {
    mention.addEventListener("mouseenter", () => show(mention));
    mention.addEventListener("mouseleave", hide);
    mention.addEventListener("focus", () => show(mention));
    mention.addEventListener("blur", hide);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
