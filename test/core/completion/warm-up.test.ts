import { expect, test } from 'vitest';
import { postProcess } from '../../../src/core/completion/post-process.ts';
import type { PostProcessed } from '../../../src/core/completion/result.ts';
import { stopEarly } from '../../../src/core/completion/stop-early.ts';
import { warmUp } from '../../../src/core/completion/warm-up.ts';
import { openGate } from '../../../src/core/gate/gate.ts';

test.each(['typescript', 'python', 'plaintext', 'no-language'])('in %s all steps are gone through', (languageId) => {
  const results: PostProcessed[] = [];
  warmUp(
    {
      refuseTrigger: () => undefined,
      gateBeforeRequest: openGate.beforeRequest,
      stopEarly: (request) => stopEarly(request, { maxLines: 0 }),
      postProcess: (generated, request) => {
        const result = postProcess(generated, request);
        results.push(result);
        return result;
      },
    },
    languageId,
    1,
  );
  // Nothing ended it halfway.
  expect(results.map(({ kind }) => kind)).toEqual(['text']);
});
