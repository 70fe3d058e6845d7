import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asAdmin } from '../../testing/asAdmin.ts';
import { createClient } from '../../testing/client.ts';
import { signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
let smtp: SMTPServer;
const mails: { to: readonly string[]; content: string }[] = [];

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      text(stream).then((content) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), content: decoded(content) });
        done();
      }, done);
    },
  });
  const listener = smtp.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  server = await startTestServer({
    identity: {
      mail: { url: `smtp://127.0.0.1:${port}`, from: 'Kiln <kiln@example.com>' },
      url: 'https://crm.example.com',
    },
  });
});
afterAll(async () => {
  await server.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(() => void mails.splice(0));

/** Quoted-printable or base64 as text. */
function decoded(content: string): string {
  const end = content.indexOf('\r\n\r\n');
  const [head, body] = [content.slice(0, end), content.slice(end)];
  if (/base64/i.test(head)) return `${head}\n${Buffer.from(body, 'base64').toString()}`;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${head}\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
}

async function mailTo(address: string): Promise<string> {
  for (let look = 0; look < 100; look++) {
    const mail = mails.find(({ to }) => to.includes(address));
    if (mail) return mail.content;
    await sleep(20);
  }
  throw new Error(`no mail to ${address}`);
}

const tokenIn = (mail: string) => /https:\/\/crm\.example\.com\/[a-z-]+\?token=([\w-]+)/.exec(mail)?.[1] ?? '';

test('an invitation and a new password come by mail, in the language of who gets them, and in no answer', async () => {
  const client = createClient(server);
  const invited = await client.post(
    '/api/users',
    { name: '李娜', email: 'lina@example.com', roles: [], language: 'zh-CN' },
    asAdmin,
  );
  expect(invited.body).toEqual({ id: expect.any(String), mailed: true });
  const invitation = await mailTo('lina@example.com');
  expect(invitation).toContain('李娜，您好');
  expect(invitation).toContain('From: Kiln <kiln@example.com>');
  const newPassword = 'seven small owls';
  expect((await client.post('/api/auth/reset-password', { token: tokenIn(invitation), newPassword })).status).toBe(200);
  mails.splice(0);
  expect((await client.post('/api/auth/request-password-reset', { email: 'LiNa@example.com' })).status).toBe(200);
  const reset = await mailTo('lina@example.com');
  expect(reset).toContain('/reset-password?token=');
  const again = { token: tokenIn(reset), newPassword: 'nine green doors' };
  expect((await client.post('/api/auth/reset-password', again)).status).toBe(200);
  expect((await client.post('/api/auth/reset-password', again)).status).toBe(400);
  expect((await client.signIn('lina@example.com', 'nine green doors')).status).toBe(200);
});

test('nobody learns from it whether an address is known, nor sends more than a few', async () => {
  const client = createClient(server);
  const unknown = await client.post('/api/auth/request-password-reset', { email: 'nobody@example.com' });
  const known = await client.post('/api/auth/request-password-reset', { email: 'lina@example.com' });
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) {
    statuses.push((await client.post('/api/auth/request-password-reset', { email: 'nobody@example.com' })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  await sleep(100);
  expect(mails.flatMap(({ to }) => to)).not.toContain('nobody@example.com');
});

test('where the mail cannot be sent, the administrator gets the link', async () => {
  const dead = await startTestServer({ identity: { mail: { url: 'smtp://127.0.0.1:1', from: 'kiln@example.com' } } });
  try {
    const { body } = await createClient(dead).post(
      '/api/users',
      { name: 'A', email: 'a@example.com', roles: [] },
      asAdmin,
    );
    expect(body).toEqual({ id: expect.any(String), mailed: false, link: expect.stringContaining('/welcome?token=') });
  } finally {
    await dead.close();
  }
});

test('an alert of repeated refusals comes by mail as well', async () => {
  const watched = await startTestServer({
    identity: { mail: server.workspace.identity.settings.mail },
    alert: { webhook: undefined, mail: 'security@example.com', denials: 3, minutes: 10 },
  });
  try {
    const curious = await signedIn(watched, 'Curious', []);
    for (let n = 0; n < 4; n++) expect((await curious.fetch('/api/audit')).status).toBe(403);
    const mail = await mailTo('security@example.com');
    expect(mail).toMatch(/Subject: Kiln: Curious is refused repeatedly/);
    expect(mail).toMatch(/Kiln refused Curious [34] times within 10 minutes/);
  } finally {
    await watched.close();
  }
});
