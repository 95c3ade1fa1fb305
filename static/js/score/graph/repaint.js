// New colours and numbers for nodes that Plotly has drawn, without drawing them again: while a run
// plays, nothing else about them changes, and text is what Plotly is slow at.

/** @typedef {{fills: HTMLElement[], texts: SVGTextElement[]}} Drawn of one trace */

/** The elements of each trace, or null where a drawing is not what it was asked to be.
 * @param {HTMLElement} element @param {any[]} traces @returns {Drawn[] | null} */
export function drawnNodes(element, traces) {
  const groups = [...element.querySelectorAll(".scatterlayer .trace")];
  const drawn = groups.map((group) => ({
    fills: /** @type {HTMLElement[]} */ ([...group.querySelectorAll("path.point")]),
    texts: /** @type {SVGTextElement[]} */ ([...group.querySelectorAll(".textpoint text")]),
  }));
  const asked = traces.every(({ x, mode }, i) => {
    const texts = mode.includes("text") ? x.length : 0;
    return drawn[i]?.fills.length === x.length && drawn[i].texts.length === texts;
  });
  return asked && drawn.length === traces.length ? drawn : null;
}

/** @param {HTMLElement} element @param {Drawn[]} drawn @param {any[]} traces of the same shape */
export function repaint(element, drawn, traces) {
  const held = /** @type {any} */ (element).data;
  for (const [i, { fills, texts }] of drawn.entries()) {
    const { marker, text, textfont } = traces[i];
    Object.assign(held[i], traces[i]);
    for (const [j, point] of fills.entries()) {
      if (!Array.isArray(marker.color)) break;
      point.style.fill = marker.color[j];
      point.style.stroke = marker.line.color[j];
    }
    for (const [j, element] of texts.entries()) {
      element.style.fill = textfont.color[j];
      element.style.fontSize = `${textfont.size[j]}px`;
      const value = element.querySelector("tspan.line + tspan.line");
      if (value) value.textContent = text[j].split("<br>")[1] ?? "";
    }
  }
}
