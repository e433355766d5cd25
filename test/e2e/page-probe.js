// Runs in the page, before the workbench: measures from a key's event to the first change of the document in which a
// selector matches. `probe.arm(selector)` before the key, `await probe.result(milliseconds)` after it.
globalThis.probe = (() => {
  let pressedAt;
  let seen;

  function arm(selector) {
    pressedAt = undefined;
    let resolve;
    seen = new Promise((done) => (resolve = done));
    addEventListener(
      'keydown',
      () => {
        pressedAt = performance.now();
        const observer = new MutationObserver(() => {
          const found = document.querySelector(selector);
          if (!found) return;
          observer.disconnect();
          resolve({ ms: performance.now() - pressedAt });
        });
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          attributeFilter: ['class'],
        });
        setTimeout(() => observer.disconnect(), 5000);
      },
      { capture: true, once: true },
    );
  }

  function result(milliseconds) {
    const late = new Promise((done) => setTimeout(() => done({}), milliseconds));
    return Promise.race([seen, late]);
  }

  return { arm, result };
})();
