import { expect, test } from 'vitest';
import { buildRepositoryModel } from '../../../src/core/engine/build-repository-model.ts';
import { nearnessWeights } from '../../../src/core/engine/nearness.ts';

test.each([
  ['/r/src/user/user.ts', 0],
  ['/r/src/user/other.ts', 3],
  ['/r/src/user/user.test.ts', 4.5],
  ['/r/src/order/order.ts', 1.5],
  ['/r/src/order/user-order.ts', 3],
  ['/r/lib/far.ts', 1],
  ['/r/lib/imported.ts', 2],
])('%s counts %d for its reader', (path, weight) => {
  const model = buildRepositoryModel([{ path, languageId: 'typescript', text: 'x' }]);
  expect([...nearnessWeights(model, '/r/src/user/user.ts', ['/r/lib/imported.ts'])]).toEqual([weight]);
});
