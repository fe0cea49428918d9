// Choices that stand beside a list are open; above it, on a narrow screen, they are folded. Without this script they can
// be opened and folded all the same.

const beside = matchMedia("(min-width: 52.01rem)");
const fit = () => { for (const one of document.querySelectorAll("details.facets")) one.open = beside.matches; };
beside.addEventListener("change", fit);
fit();
