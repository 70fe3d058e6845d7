import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchAsAdmin } from '../../core/testing/asAdmin.ts';
import { installPlugin } from '../../core/testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../core/testing/startTestServer.ts';
import { type Counter, counterOf } from './membership.testing.ts';

const folder = import.meta.dirname;

let server: TestServer;
let shop: Counter;

beforeAll(async () => {
  server = await startTestServer({ definitions: [join(folder, '../../schemas/crm')] });
  shop = counterOf({ fetch: (path, init) => fetchAsAdmin(`${server.url}${path}`, init) });
});
afterAll(() => server?.close());

/** As an administrator does: looks at the preview, and grants what it shows. */
async function change(step: 'upgrade' | 'downgrade', to: object): Promise<void> {
  const path = `/api/plugins/retail-membership/${step}`;
  const preview = await shop.call('POST', path, to);
  const { sha256 } = preview.body.integrity;
  const { status, body } = await shop.call('POST', path, { ...to, grant: true, sha256 });
  expect(status, JSON.stringify(body)).toBe(201);
}

describe('from 1.0.0 to 1.1.0 and back', () => {
  it('gives members a period for their tier, and takes nothing away', async () => {
    await installPlugin(server, join(folder, 'fixtures/1.0.0'));
    const tier = await shop.create('memberTier', { name: 'Gold', rank: 1 });
    const member = await shop.enrol({ tier: tier.id, note: 'Since the beginning' });
    expect(member.name).toBe('Customer 1');
    const without = await shop.enrol();

    await change('upgrade', { path: folder });
    const upgraded = await shop.get('member', member.id);
    expect(upgraded).toMatchObject({ tier: tier.id, note: 'Since the beginning', balance: 0 });
    expect(upgraded.tierUntil > new Date().toISOString()).toBe(true);
    expect((await shop.get('member', without.id)).tierUntil).toBeNull();
    expect((await shop.get('contact', without.contact)).isMember).toBe(true);
    await shop.create('pointEntry', { member: member.id, kind: 'bonus', points: 10, reason: 'Hello again' });
    await shop.update('member', without.id, { status: 'closed' });

    await change('downgrade', { version: '1.0.0' });
    expect(await shop.get('member', without.id)).toMatchObject({ status: 'paused' });
    expect(await shop.get('member', member.id)).not.toHaveProperty('balance');

    await change('upgrade', { version: '1.1.0' });
    // What was parked is back: the ledger, and the period that was given first.
    expect(await shop.get('member', member.id)).toMatchObject({ balance: 10, tierUntil: upgraded.tierUntil });
  }, 120_000);

  it('leaves nothing behind', async () => {
    const { status, body } = await shop.call('DELETE', '/api/plugins/retail-membership?data=park');
    expect({ status, left: body.left }).toEqual({ status: 200, left: {} });
    expect((await shop.call('GET', '/api/records/member')).status).toBe(404);
    const form = await shop.call('GET', '/api/definitions/form/order');
    expect(JSON.stringify(form.body.document)).not.toContain('"member"');
  }, 60_000);
});
