import { expect, test } from 'vitest';
import { auditQuery } from './auditQuery.ts';
import { parseAuditState } from './auditState.ts';

test('an address says what is looked for; what it does not know is left out', () => {
  expect(parseAuditState({ actor: 'a', entity: '', to: 3, search: 'x', foo: 'y' })).toEqual({
    actor: 'a',
    search: 'x',
  });
});

test('days become moments of the own time zone, the last day to its end', () => {
  expect(auditQuery({ action: 'deleted', from: '2026-03-09', to: '2026-03-09' })).toEqual({
    action: 'deleted',
    from: new Date(2026, 2, 9).toISOString(),
    to: new Date(2026, 2, 10).toISOString(),
  });
  expect(auditQuery({ from: 'yesterday' })).toEqual({});
});
