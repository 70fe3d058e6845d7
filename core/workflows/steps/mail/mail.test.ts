import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMailer } from '../../../identity/createMailer.ts';
import type { JsonObject } from '../../../lib/json.ts';
import { asAdmin, fetchAsAdmin } from '../../../testing/asAdmin.ts';
import { type CalledStep, callStep, outputOf } from '../../../testing/callStep.ts';
import { signedIn } from '../../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../../testing/startTestServer.ts';
import type { StepResult, StepRunner } from '../../engine/StepRunner.ts';
import { createMail } from './createMail.ts';
import { textOf } from './textOf.ts';

interface Received {
  readonly to: readonly string[];
  /** As it came. */
  readonly raw: string;
}

let server: TestServer;
let smtp: SMTPServer;
let runner: StepRunner;
let mails: Received[] = [];
let refuse: ((address: string) => Error | undefined) | undefined;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refuse?.(address)),
    onData(stream, session, done) {
      text(stream).then((raw) => {
        // Whoever is made for a test is invited by mail as well.
        if (raw.includes('Auto-Submitted'))
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      }, done);
    },
  });
  const listener = smtp.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  server = await startTestServer({
    identity: { mail: { url: `smtp://127.0.0.1:${port}`, from: 'Kiln <kiln@crm.example.com>' } },
    entities: [
      {
        $id: 'offer',
        title: 'Offer',
        'x-owned': true,
        properties: { contract: { type: 'object', title: 'Contract', 'x-type': 'file' } },
      },
    ],
  });
  const { files, identity } = server.workspace;
  runner = createMail({ files, mailer: identity.mailer });
}, 60_000);
afterAll(async () => {
  await server.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(() => {
  mails = [];
  refuse = undefined;
});

function send(input: JsonObject, called: CalledStep = {}): Promise<StepResult> {
  return callStep(server, runner, { to: 'ann@example.com', subject: 'Hello', text: 'Text.', ...input }, called);
}

/** Parts of a mail as text, and its headers unfolded. */
function read({ raw }: Received = { to: [], raw: '' }): { head: string; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const body = raw
    .slice(end)
    .replaceAll('=\r\n', '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
  return { head, body };
}

test('text and HTML, answers to somebody else, by nobody who could answer by a machine', async () => {
  const done = await send({
    html: '<p>Dear <b>Ann</b> &amp; Co</p>',
    text: null,
    replyTo: 'sales@example.com',
    cc: ['bob@example.com', 'ann@example.com'],
  });
  expect(outputOf(done)).toEqual({
    id: expect.stringMatching(/^<[0-9a-f-]{36}\.[0-9a-f]{16}@crm\.example\.com>$/),
    accepted: ['ann@example.com', 'bob@example.com'],
    rejected: [],
  });
  const { head, body } = read(mails[0]);
  expect(head).toContain('Reply-To: sales@example.com');
  expect(head).toContain('Auto-Submitted: auto-generated');
  expect(head).toContain('To: ann@example.com\r\n');
  expect(head).toContain('Cc: bob@example.com\r\n');
  expect(body).toContain('<p>Dear <b>Ann</b> &amp; Co</p>');
  expect(body).toContain('Dear Ann & Co');
});

test('people of Kiln are known by their addresses; those who are switched off are nobody', async () => {
  const [ada, off] = [await signedIn(server, 'Ada', []), await signedIn(server, 'Off', [])];
  await server.workspace.db.query({
    text: 'update data."user" set active = false where id = $1::uuid',
    values: [off.id],
  });
  await send({ to: [ada.id, off.id, null, 'x@example.com; y@example.com', '', { role: 'none' }] });
  expect(mails[0]?.to).toEqual(['x@example.com', 'y@example.com', 'ada@example.com']);
  await expect(send({ to: [off.id, null] })).rejects.toMatchObject({
    code: 'KILN_STEP_FAILED',
    extra: { permanent: true },
  });
});

/** Threat: a value of a record begins a header of its own, or names whom nobody meant. */
test('neither a subject nor an address begins another header', async () => {
  await send({ subject: 'Hello\r\nBcc: evil@example.com\r\n\r\nBody' });
  expect(mails[0]?.to).toEqual(['ann@example.com']);
  expect(read(mails[0]).head).toContain('Subject: Hello Bcc: evil@example.com Body');
  expect(read(mails[0]).head).not.toMatch(/^bcc:/im);
  for (const to of [
    'ann@example.com\r\nBcc: evil@example.com',
    'Ann <ann@example.com>',
    'a@b@c.example',
    '"x y"@example.com',
    'ann@example.com>',
  ]) {
    await expect(send({ to })).rejects.toMatchObject({ code: 'KILN_STEP_FAILED' });
    await expect(send({ replyTo: to })).rejects.toMatchObject({ code: 'KILN_STEP_FAILED' });
  }
  expect(mails).toHaveLength(1);
});

test('once for a run and a step, whatever becomes of the step afterwards', async () => {
  const called = { run: '01890000-0000-7000-8000-00000000000a', key: 'mail[2]' };
  const first = await send({}, called);
  expect(await send({ subject: 'Changed' }, { ...called, runAttempt: 2 })).toEqual(first);
  expect(mails).toHaveLength(1);
  await send({}, { ...called, key: 'mail[3]' });
  expect(mails).toHaveLength(2);
  // The process ended before it could be noted: the same mail, which its readers know.
  await server.workspace.db.query({ text: 'delete from kiln.workflow_mail', values: [] });
  await send({}, called);
  const ids = mails.map((mail) => /^Message-ID: (.*)$/im.exec(read(mail).head)?.[1]?.trim());
  expect(ids[2]).toBe(ids[0]);
  expect(ids[1]).not.toBe(ids[0]);
});

/** Threat: the step's time is over while the server takes the mail, and it is tried again. */
test('a try that comes while another one is under way sends nothing of its own', async () => {
  const called = { run: '01890000-0000-7000-8000-00000000000b' };
  const both = await Promise.all([
    send({}, called),
    new Promise((resolve) => setImmediate(resolve)).then(() => send({}, called)),
  ]);
  expect(both[1]).toEqual(both[0]);
  const more = await Promise.all([send({}, called), send({}, called)]);
  expect(more).toEqual(both);
  expect(mails).toHaveLength(1);
});

test('files that whom the run acts for may read, as attachments', async () => {
  const upload = new FormData();
  upload.set('file', new Blob(['the contract'], { type: 'text/plain' }), 'vertrag "ü".txt');
  const uploaded = await fetch(`${server.url}/api/files`, { method: 'POST', headers: asAdmin, body: upload });
  const file: { id: string } = JSON.parse(await uploaded.text());
  await fetchAsAdmin(`${server.url}/api/records/offer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ contract: { id: file.id } }),
  });
  await send({ attachments: [[{ ...file }], null] });
  expect(mails[0]?.raw).toContain(Buffer.from('the contract').toString('base64'));
  expect(mails[0]?.raw).toMatch(/Content-Disposition: attachment/);
  const { actor } = await signedIn(server, 'Outsider', []);
  await expect(send({ attachments: [file.id] }, { actor })).rejects.toMatchObject({ code: 'KILN_STEP_FAILED' });
  for (const wrong of ['/etc/passwd', 'https://example.com/x', { path: '/etc/passwd', id: 'x' }]) {
    await expect(send({ attachments: [wrong] })).rejects.toMatchObject({ code: 'KILN_STEP_FAILED' });
  }
  expect(mails).toHaveLength(1);
});

test('what the mail server says decides whether it is tried again', async () => {
  refuse = (address) =>
    address.startsWith('ann') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : undefined;
  await expect(send({})).rejects.toMatchObject({ code: 'KILN_MAIL_FAILED', extra: { permanent: true } });
  expect(outputOf(await send({ to: ['ann@example.com', 'bob@example.com'] }))).toMatchObject({
    accepted: ['bob@example.com'],
    rejected: ['ann@example.com'],
  });
  refuse = () => Object.assign(new Error('try later'), { responseCode: 451 });
  await expect(send({})).rejects.toMatchObject({ code: 'KILN_MAIL_FAILED', extra: {} });
});

test('without a mail server it says so; a test shows what it would send', async () => {
  const { files, log } = server.workspace;
  const none = createMail({ files, mailer: createMailer(undefined, log) });
  const input = { to: 'ann@example.com', subject: 'Hello', html: '<p>Hi</p>' };
  await expect(callStep(server, none, input)).rejects.toMatchObject({
    code: 'KILN_MAIL_FAILED',
    message: expect.stringContaining('KILN_SMTP_URL'),
    extra: { permanent: true },
  });
  expect(await callStep(server, none, input, { effects: false })).toMatchObject({
    output: { accepted: [], simulated: { to: ['ann@example.com'], subject: 'Hello', text: 'Hi', html: '<p>Hi</p>' } },
  });
  expect(mails).toEqual([]);
});

test.each([
  ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
  [
    '<a href="https://a.example/?x=1&amp;y=2">Look</a> <a href="b.example">b.example</a>',
    'Look (https://a.example/?x=1&y=2) b.example',
  ],
  ['<ul><li>a<li>b</ul><style>p{}</style><script>alert("<p>")</script>', '- a\n- b'],
  ['1 &lt; 2 &#x4f60;&#22909; &nbsp;&unknown; &#0;', '1 < 2 你好 &unknown; &#0;'],
  ['<!-- <p>no</p> -->a < b', 'a < b'],
  [`<b title="a>b">x</b>`, 'b">x'],
])('%s as text', (html, expected) => {
  expect(textOf(html)).toBe(expected);
});

test('HTML without an end takes no time', () => {
  for (const piece of ['<a ', '<!--', '<script>', '&#', '<', '<a href="']) {
    const begun = performance.now();
    textOf(piece.repeat(100_000));
    expect(performance.now() - begun).toBeLessThan(2_000);
  }
});
