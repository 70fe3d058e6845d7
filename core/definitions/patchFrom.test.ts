import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { mergePatch } from './mergePatch.ts';
import { patchFrom } from './patchFrom.ts';

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer()));
const { object } = fc.letrec<{ object: JsonObject }>((tie) => ({
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof({ depthSize: 'small' }, leaf, tie('object'))),
}));

test('the patch leads from one document to the other', () => {
  fc.assert(
    fc.property(object, object, (base, document) => {
      const patch = patchFrom(base, document);
      expect(patch ? mergePatch(base, patch) : base).toEqual(document);
    }),
  );
});

test('equal documents need none', () => {
  fc.assert(fc.property(object, (document) => patchFrom(document, structuredClone(document)) === undefined));
});
