/**
 * Threat: uploads that lie about what they are, whose names climb out of the folder or hide what they are, that never
 * end, or that are hardly forms; and records that claim files which they may not have. What is refused leaves nothing
 * on the disk.
 */
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawAsAdmin } from '../../testing/asAdmin.ts';
import { expectAnswered, expectRefused, type Reply, startTarget, type Target } from '../../testing/attack.ts';

let target: Target;
const path = '/api/records/everything';

beforeAll(async () => {
  target = await startTarget();
});
afterAll(async () => {
  expect((await stored()).filter((name) => name.endsWith('.part'))).toEqual([]);
  await target.expectAlive();
  await target.close();
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const boundary = 'limit-7f3a';

/** A form as a client would send it. `head`: bytes of the part's headers after its name. */
function form(content: Buffer | string, disposition: string, more = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; ${disposition}\r\n${more}\r\n`),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

function send(body: Buffer | string, type = `multipart/form-data; boundary=${boundary}`, search = ''): Promise<Reply> {
  return target.call('POST', `/api/files${search}`, body, { 'content-type': type });
}

function upload(content: Buffer | string, name = 'a.txt', type = 'text/plain', search = ''): Promise<Reply> {
  return send(form(content, `filename="${name}"`, `Content-Type: ${type}\r\n`), undefined, search);
}

async function stored(): Promise<string[]> {
  return readdir(join(target.server.data, 'files'), { recursive: true }).catch(() => []);
}

async function expectNothingStored(attack: () => Promise<void>): Promise<void> {
  const files = async () => (await stored()).filter((name) => !/^[0-9a-f]{2}$/.test(name)).length;
  const before = await files();
  await attack();
  expect(await files()).toBe(before);
}

describe('names', () => {
  const names = [
    ...[
      '../../../etc/passwd',
      '..\\..\\windows\\system32\\x.dll',
      '/etc/passwd',
      'C:\\autoexec.bat',
      '....//....//x',
      '.',
      '..',
      '...',
    ],
    ...[
      '',
      ' ',
      '\t',
      '.htaccess',
      'CON',
      'nul.txt',
      'a'.repeat(5_000),
      `${'张'.repeat(3_000)}.txt`,
      `x.${'e'.repeat(4_000)}`,
    ],
    ...[
      '%2e%2e%2fpasswd',
      '%00.png',
      'a\u0000.png',
      '\u202egnp.exe',
      'a\u2066b\u2069.txt',
      '\ufeffa.txt',
      'a\u200b.txt',
      '\u0007\u001b[31m.txt',
    ],
    ...[
      '<script>alert(1)</script>.html',
      "'; drop table x; --.txt",
      'a;b.txt',
      'a%0d%0aSet-Cookie: x=1.txt',
      'e\u0301.txt',
      '\u{1f600}.png',
    ],
    ...['a b.txt', '“quoted”.txt', "it's.txt", 'a,b.txt', '=cmd|x.csv', 'file.txt.', 'file.txt::$DATA'],
  ];
  test.each(names.map((name) => [JSON.stringify(name.slice(0, 40)), name]))('%s', async (_shown, name) => {
    const reply = await upload('text', name.replaceAll('"', '%22'));
    expectAnswered(reply, 201);
    if (reply.status !== 201) return;
    const kept: string = reply.body.name;
    expect(kept).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(kept).not.toMatch(/^\.|^\s*$/);
    expect(kept.length).toBeLessThanOrEqual(200);
    const read = await target.call('GET', `/api/files/${reply.body.id}`);
    expect([read.status, read.text]).toEqual([200, 'text']);
    expect(read.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[ !#-~]*"; filename\*=UTF-8''[\w%.~!$&+^`|-]*$/,
    );
    expect(read.headers.get('set-cookie')).toBeNull();
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('raw bytes of every kind in the header of the part', async () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const name = Buffer.concat([Buffer.from('filename="a'), Buffer.from([byte]), Buffer.from('b.txt"')]);
      const head = Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; `), name]);
      const body = Buffer.concat([head, Buffer.from(`\r\n\r\ntext\r\n--${boundary}--\r\n`)]);
      const reply = await send(body);
      expectAnswered(reply, 201);
      if (reply.status === 201) expect((await target.call('GET', `/api/files/${reply.body.id}`)).status).toBe(200);
    }
  });
});

describe('types', () => {
  test.each([
    ['a program called a picture', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), 'image/png'],
    ['a page called a picture', '<!doctype html><script>alert(1)</script>', 'image/png'],
    ['a picture called a page', png, 'text/html'],
    ['a picture called a program', png, 'application/javascript'],
    ['a zip called a picture', Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'latin1'), 'image/png'],
    ['text called a PDF', 'no pdf', 'application/pdf'],
    ['a cut picture called another', png.subarray(0, 20), 'image/gif'],
  ])('%s', async (_name, content, type) => {
    await expectNothingStored(async () => expectRefused(await upload(content, 'a.png', type), 415));
  });

  test.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/xml',
    'application/javascript',
    'text/javascript',
    'TEXT/HTML',
    'text/html;charset=utf-7',
    'multipart/x-mixed-replace',
    'message/rfc822',
    'text/x-\u00fc',
    'text/\u{1f600}',
    'text',
    '/',
    'a/b/c',
    'text/plain\u0000',
    `text/${'x'.repeat(5_000)}`,
    'text/plain"',
    'text/<script>',
    'text/plain, text/html',
    '*/*',
    '__proto__/constructor',
    'application/pdf+html',
  ])('a text called %s is never shown as a page', async (type) => {
    const reply = await upload('<script>alert(1)</script>', 'x.html', type);
    expectAnswered(reply, 201);
    if (reply.status !== 201) return;
    expect(reply.body.type.length).toBeLessThanOrEqual(127);
    const read = await target.call('GET', `/api/files/${reply.body.id}`);
    expect(read.status).toBe(200);
    expect(read.headers.get('content-type')).not.toMatch(/html|svg|xml|script|multipart/i);
    expect(read.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(read.headers.get('content-security-policy')).toContain('sandbox');
    // What is kept can be used in a record.
    const record = await target.call('POST', path, { name: 'typed', files: [reply.body] });
    expect(record.status, record.text).toBe(201);
  });
});

describe('sizes', () => {
  test('none, and more than is taken', async () => {
    const empty = await upload('');
    expectAnswered(empty, 201);
    if (empty.status === 201) {
      expect(empty.body.size).toBe(0);
      for (const range of ['bytes=0-', 'bytes=-1', 'bytes=0-0', 'bytes=5-']) {
        const read = await target.call('GET', `/api/files/${empty.body.id}`, undefined, { range });
        expect([200, 206, 416]).toContain(read.status);
      }
    }
    await expectNothingStored(async () => {
      expectRefused(await upload(Buffer.alloc(1024 * 1024 + 1, 'a')), 413);
      expectRefused(await upload(Buffer.alloc(3 * 1024 * 1024, 'a')), 413);
      expectRefused(await upload('a'.repeat(101), 'a.txt', 'text/plain', '?entity=everything&field=file'), 413);
    });
    expect((await upload(Buffer.alloc(1024 * 1024, 'a'))).status).toBe(201);
  });

  test.each([
    'bytes=',
    'bytes=a-b',
    'bytes=9999999999999999999-',
    'bytes=-0',
    'bytes=3-1',
    'bytes=0-1,2-3',
    'bits=0-1',
    'bytes=0-99999999999999999999',
    'bytes=--1',
    `bytes=${'0-1,'.repeat(900)}`,
  ])('range %s', async (range) => {
    const { id } = (await upload('0123456789')).body;
    const read = await target.call('GET', `/api/files/${id}`, undefined, { range });
    expect([200, 206, 416]).toContain(read.status);
    if (read.status === 200) expect(read.text).toBe('0123456789');
  });
});

describe('forms', () => {
  test.each([
    ['nothing', ''],
    ['only the end', `--${boundary}--\r\n`],
    ['no end', `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ntext`],
    ['no header', `--${boundary}\r\n\r\ntext\r\n--${boundary}--\r\n`],
    [
      'a header without end',
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${'a'.repeat(100_000)}`,
    ],
    [
      'another boundary',
      `--other\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--other--\r\n`,
    ],
    ['a field', `--${boundary}\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--${boundary}--\r\n`],
    [
      'another name',
      `--${boundary}\r\nContent-Disposition: form-data; name="__proto__"; filename="a"\r\n\r\nx\r\n--${boundary}--\r\n`,
    ],
    [
      'two files',
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="b"\r\n\r\ny\r\n--${boundary}--\r\n`,
    ],
    [
      'a file and a field',
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--${boundary}\r\nContent-Disposition: form-data; name="b"\r\n\r\ny\r\n--${boundary}--\r\n`,
    ],
    ['many parts', `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n`.repeat(5_000)],
    ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256)).toString('latin1')],
    ['line ends of another system', form('text', 'filename="a"').toString().replaceAll('\r\n', '\n')],
  ])('%s', async (_name, body) => {
    await expectNothingStored(async () => expectRefused(await send(Buffer.from(body, 'latin1')), 400));
  });

  test.each([
    'text/plain',
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary="',
    'multipart/mixed; boundary=x',
    `multipart/form-data; boundary=${'x'.repeat(10_000)}`,
    'multipart/form-data; charset=utf-16; boundary=',
    'multipart/form-data boundary=x',
    '',
  ])('Content-Type %s', async (type) => {
    await expectNothingStored(async () => {
      expectRefused(await send(form('text', 'filename="a"').toString().replaceAll(boundary, 'x'), type), 400, 415);
    });
  });

  test('a thousand headers of the part', async () => {
    expectAnswered(await send(form('text', 'filename="a"', 'X: y\r\n'.repeat(1_000))), 201);
    expectAnswered(await send(form('text', 'filename="a"', `X: ${'y'.repeat(100_000)}\r\n`)), 201);
  });

  test('other encodings of the part change nothing or are refused', async () => {
    for (const encoding of ['base64', 'quoted-printable', 'gzip', 'x'.repeat(1_000)]) {
      const body = form('dGV4dA==', 'filename="a.txt"', `Content-Transfer-Encoding: ${encoding}\r\n`);
      expectAnswered(await send(body), 201);
    }
  });

  test('uploads that break off leave nothing, and hold nothing up', async () => {
    await expectNothingStored(async () => {
      const { hostname, port } = new URL(target.url);
      const whole = form(Buffer.alloc(500_000, 'a'), 'filename="a.txt"');
      const head = `POST /api/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${whole.length}\r\n\r\n`;
      const cuts = [0, 10, 100, 1_000, 70_000, 400_000, whole.length - 1];
      await Promise.all(
        [...cuts, ...cuts].map(async (cut, index) => {
          const socket = connect(Number(port), hostname);
          socket.on('error', () => undefined);
          socket.write(rawAsAdmin(head));
          socket.write(whole.subarray(0, cut));
          await sleep(100);
          if (index % 2) socket.resetAndDestroy();
          else socket.destroy();
        }),
      );
      await sleep(200);
    });
  });
});

describe('ids', () => {
  test.each([
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e',
    'x',
    '0'.repeat(36),
    '00000000-0000-0000-0000-000000000000',
    '..',
    '%00',
    'a'.repeat(5_000),
    '__proto__',
  ])('%s', async (id) => {
    const reply = await target.call('GET', `/api/files/${id}`);
    expectRefused(reply, 404, 400);
  });

  test('only GET, HEAD and POST are there', async () => {
    const { id } = (await upload('text')).body;
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      expectRefused(await target.call(method, `/api/files/${id}`, '{}'), 405);
    }
    expectRefused(await target.call('GET', '/api/files'), 405);
  });
});

describe('in a record', () => {
  const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';

  test('only the id counts: name, size and type are those of the upload', async () => {
    const text = (await upload('text', 'real.txt')).body;
    const lie = { id: text.id, name: '../../evil.exe', size: 99999, type: 'image/png' };
    const record = await target.create('everything', { name: 'a', file: lie, files: [lie] });
    expect(record).toMatchObject({ file: text, files: [text] });
    expect((await target.create('everything', { name: 'a', file: { id: text.id } })).file).toEqual(text);
    const changed = await target.call('PATCH', `${path}/${record.id}`, { files: [{ ...lie, name: 'x' }] });
    expect(changed.body.files).toEqual([text]);
  });

  test('one that does not exist, that is of another type, or too large', async () => {
    const text = (await upload('text')).body;
    const picture = (await upload(png, 'a.png', 'image/png')).body;
    const large = (await upload('a'.repeat(101))).body;
    for (const values of [
      { file: { id: nobody } },
      { file: { id: nobody, name: 'a', size: 1, type: 'text/plain' } },
      { files: [text, { id: nobody }] },
      { file: picture },
      { file: large },
      { image: text },
      { image: { ...text, type: 'image/png' } },
      { images: [picture, text] },
      { file: { id: 'x' } },
      { file: text.id },
      { file: { ...text, path: '/etc/passwd' } },
      { file: [text] },
      { files: text },
      { files: [text, text] },
      { files: [text, picture, large, { id: nobody }] },
    ]) {
      const reply = await target.call('POST', path, { name: 'half a file', ...values });
      expectRefused(reply, 422);
      expect(reply.body.errors[0].pointer).toMatch(/^\/(file|files|image|images)/);
    }
    expect(await target.count('everything', "name == 'half a file'")).toBe(0);
  });

  test('a file that a record holds is not removed as left over; one that no record holds is', async () => {
    const held = (await upload('held')).body;
    const batched = (await upload('batched')).body;
    const refused = (await upload('refused')).body;
    await target.create('everything', { name: 'holder', files: [held] });
    const operation = { op: 'create', entity: 'everything', values: { name: 'holder', files: [batched] } };
    expect((await target.call('POST', '/api/batch', { operations: [operation] })).status).toBe(200);
    expectRefused(await target.call('POST', path, { name: 'x', files: [refused], stars: 99 }), 422);
    const linked = await target.server.workspace.db.query({
      text: 'select id from kiln.file where unlinked_at is null and id = any($1::uuid[])',
      values: [[held.id, batched.id, refused.id]],
    });
    expect(linked.map(([id]) => id).sort()).toEqual([held.id, batched.id].sort());
  });
});
