// The points of small charts: pressed, each opens what is behind its own figure. Without scripts,
// by keyboard and aloud, the link under the chart opens them all.
for (const link of document.querySelectorAll("a[data-points]")) {
  const points = link.dataset.points.split(";").map((one) => {
    const [left, label] = one.split(" ");
    return { left: Number(left), label };
  });
  const aim = (event) => {
    const box = link.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * Number(link.dataset.width);
    const point = points.filter((one) => one.left <= x).at(-1) ?? points[0];
    link.href = `${link.dataset.of}?period=${encodeURIComponent(point.label)}`;
  };
  for (const kind of ["pointermove", "pointerdown"]) link.addEventListener(kind, aim);
}
