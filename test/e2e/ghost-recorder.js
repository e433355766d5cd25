// Runs in the page, before the workbench: what is drawn around the cursor, whenever a frame shows something else, and the keys
// that went before. `ghosts.take()` hands over what there is since the last time. As `GhostFrame` and `KeyDown` have it.
globalThis.ghosts = (() => {
  let frames = [];
  let keys = [];
  let last = '';
  const now = () => performance.timeOrigin + performance.now();
  const seen = (text) => text.replaceAll('\u00a0', ' ').replaceAll(/[\u200b-\u200d\ufeff]/g, '');
  const textOf = (spans) => seen(spans.map((span) => span.textContent).join(''));
  const isGhost = (span) => /\bghost-text-decoration/.test(span.className);

  function look() {
    const editor = document.querySelector('.editor-instance .monaco-editor');
    const cursor = editor?.querySelector('.cursors-layer .cursor');
    const number = editor?.querySelector('.active-line-number')?.textContent;
    if (!cursor || !number) return undefined;
    const lines = [...editor.querySelectorAll('.view-lines > .view-line')];
    const line = lines.find(({ style }) => style.top === cursor.style.top);
    if (!line) return undefined;
    // Spans without spans in them: the text, piece by piece.
    const pieces = [...line.querySelectorAll('span')].filter((span) => !span.querySelector('span'));
    const below = [...editor.querySelectorAll('.suggest-preview-text .view-line')].map((row) => textOf([row]));
    return {
      line: Number(number),
      text: textOf(pieces.filter((piece) => !isGhost(piece))),
      // What stands behind the cursor is drawn below ghost text of several lines, and hidden here.
      shown: [textOf(pieces.filter(({ className }) => !className.includes('ghost-text-hidden'))), ...below]
        .map((row) => row.trimEnd())
        .join('\n'),
      ghost: [textOf(pieces.filter(isGhost)), ...below].join('\n'),
      list: document.querySelector('.suggest-widget.visible .monaco-list-row') !== null,
    };
  }

  // What is there after all callbacks of a frame have run is what is painted.
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    const frame = look();
    if (frame !== undefined && JSON.stringify(frame) !== last) {
      last = JSON.stringify(frame);
      frames.push({ ms: now(), ...frame });
    }
    requestAnimationFrame(() => port2.postMessage(undefined));
  });
  port1.start();
  requestAnimationFrame(() => port2.postMessage(undefined));
  addEventListener('keydown', ({ key }) => keys.push({ ms: now(), key }), { capture: true });

  return {
    take() {
      const taken = { frames, keys };
      frames = [];
      keys = [];
      last = '';
      return taken;
    },
  };
})();
