import { expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { startTestServer } from '../testing/startTestServer.ts';

test('a request that the database stops is told so, and the server lives on', async () => {
  const item = { $id: 'item', title: 'Item', properties: { name: { type: 'string' } } };
  const server = await startTestServer({ entities: [item], timeouts: { readMs: 150, statementMs: 400 } });
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetchAsAdmin(`${server.url}/api/records/item${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers }),
    });
    return [reply.status, JSON.parse(await reply.text()).code];
  };
  try {
    await server.workspace.db.withTx(async (tx) => {
      await tx.query({ text: 'lock table data.item in access exclusive mode', values: [] });
      expect(await call('GET', '')).toEqual([400, 'KILN_TOO_EXPENSIVE']);
      expect(await call('GET', '/aggregate?measure=count()')).toEqual([400, 'KILN_TOO_EXPENSIVE']);
      expect(await call('POST', '', { name: 'a' })).toEqual([400, 'KILN_TOO_EXPENSIVE']);
      expect(await call('POST', '', [{ name: 'a' }, { name: 'b' }])).toEqual([400, 'KILN_TOO_EXPENSIVE']);
    });
    expect(await call('POST', '', { name: 'a' })).toEqual([201, undefined]);
    expect(await call('GET', '?count=true')).toEqual([200, undefined]);
  } finally {
    await server.close();
  }
});
