// How many boxes under a title are ticked, as one ticks them. Without this script: how many were, when the page came.
for (const fold of document.querySelectorAll(".fold")) {
  fold.addEventListener("change", () => {
    fold.querySelector("[data-chosen]").textContent = fold.querySelectorAll(":checked").length;
  });
}
