"use strict";
// "/" goes to the search field, as in most desks; nothing here is needed for reading.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  const field = document.querySelector(".find input"); // none where a password is asked for
  if (event.key !== "/" || !field || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
});
// Fields left empty stay out of the address.
document.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
// On narrow screens the filters are folded, unless some are set.
addEventListener("DOMContentLoaded", () => {
  const isNarrow = matchMedia("(max-width: 46rem)");
  const fold = () => document.querySelectorAll(".narrow").forEach((one) => {
    one.open = !isNarrow.matches || ("done" in one.dataset ? false : Boolean(one.querySelector(".clear")));
  });
  isNarrow.addEventListener("change", fold);
  fold();
});
