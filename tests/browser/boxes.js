// What of the words of a page cannot be read: cut by what holds them, outside the window, or over each other.
// What scrolls by itself may be wider, but on paper nothing scrolls.
(isPaper) => {
  const texts = [], found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  // Hidden from eyes on purpose, drawn at a slant (a box says nothing of it), or of the editor, which scrolls by itself.
  const isLeftOut = (own) => own.closest("script, style, option, title, .skip, .yasqe, [transform]")
    || [...ancestors(own)].some((up) => getComputedStyle(up).clipPath !== "none");
  function* ancestors(own) { for (let up = own; up && up !== document.body; up = up.parentElement) yield up; }
  for (let node; (node = walker.nextNode()); ) {
    const own = node.parentElement;
    if (!node.data.trim() || !own.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) || isLeftOut(own)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1 && box.height > 1) texts.push({ own, box, words: node.data.trim().slice(0, 40) });
  }
  for (const { own, box, words } of texts) {
    for (const up of ancestors(own)) {
      const style = getComputedStyle(up), edge = up.getBoundingClientRect();
      if (!isPaper && ["auto", "scroll"].includes(style.overflowX)) break;
      if (style.overflowX !== "visible" && (box.right > edge.right + 1 || box.left < edge.left - 1)) found.push(`cut: ${words}`);
    }
    if ((isPaper || !own.closest(".wide, .scrolls, pre")) && (box.right > innerWidth + 1 || box.left < -1)) found.push(`outside: ${words}`);
  }
  texts.sort((one, two) => one.box.top - two.box.top);
  texts.forEach((one, first) => {
    for (let second = first + 1; second < texts.length && texts[second].box.top < one.box.bottom - 3; second++) {
      const two = texts[second];
      const across = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
      const down = Math.min(one.box.bottom, two.box.bottom) - two.box.top;
      // Lines reach into each other by a little.
      if (across > 2 && down > Math.min(one.box.height, two.box.height) / 3) found.push(`over each other: ${one.words} / ${two.words}`);
    }
  });
  return found.slice(0, 5);
}
