import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import { makeSetupToken } from '../../identity/setup.ts';
import { createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({});
});
afterAll(() => server.close());

const person = { name: 'Li Na', email: 'Li.Na@Example.com', password: 'seven small owls' };

test('the first administrator is made by the newest link, once', async () => {
  const ctx = server.workspace.ctx(systemActor, 'test');
  const old = await makeSetupToken(ctx);
  const token = await makeSetupToken(ctx);
  const client = createClient(server);
  expect((await client.get('/api/sign-in')).body).toMatchObject({ setup: true, oidc: null, mail: false });
  for (const wrong of [old, 'x'.repeat(43), `${token}x`]) {
    const refused = await client.post('/api/setup', { ...person, token: wrong });
    expect([refused.status, refused.body.code]).toEqual([403, 'KILN_FORBIDDEN']);
  }
  const weak = await client.post('/api/setup', { ...person, token, password: 'LiNa2024!!' });
  expect([weak.status, weak.body.reason]).toEqual([422, 'PASSWORD_LIKE_USER']);
  const tries = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      createClient(server).post('/api/setup', { ...person, email: `a${n}@b.cn`, token }),
    ),
  );
  expect(tries.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403]);
  expect(await makeSetupToken(ctx)).toBeUndefined();
  expect((await client.post('/api/setup', { ...person, token })).status).toBe(403);
  expect((await client.get('/api/sign-in')).body).toMatchObject({ setup: false });
});

test('whoever set up is signed in, as administrator', async () => {
  const other = await startTestServer({ admin: { token: undefined } });
  try {
    const client = createClient(other);
    const token = await makeSetupToken(other.workspace.ctx(systemActor, 'test'));
    const made = await client.post('/api/setup', { ...person, token, language: 'zh-CN' });
    expect([made.status, made.body]).toEqual([
      201,
      { id: expect.any(String), name: 'Li Na', email: 'li.na@example.com' },
    ]);
    const me = await client.get('/api/me');
    expect(me.body).toMatchObject({
      id: made.body.id,
      kind: 'user',
      roles: ['admin'],
      language: 'zh-CN',
      twoFactor: false,
    });
    expect(me.body.rights).toContain('users');
    expect((await client.get('/api/records/user?select=name,email,active')).body.data).toEqual([
      { name: 'Li Na', email: 'li.na@example.com', active: true },
    ]);
  } finally {
    await other.close();
  }
});
