import { generateKeyPairSync } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { afterAll, describe, expect, test } from 'vitest';
import { KilnError } from '../../errors/KilnError.ts';
import { pluginFiles, pluginFolder, type TestPlugin } from '../../testing/pluginFolder.ts';
import { publicText } from './integrity.ts';
import { packageLimits } from './limits.ts';
import { openArchive, openFolder } from './openPackage.ts';
import { writeArchive } from './writeArchive.ts';

const kilnVersion = '0.1.0';
const options = { kilnVersion, keys: [] };
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function folderOf(plugin: TestPlugin): Promise<string> {
  const folder = await pluginFolder(plugin);
  folders.push(folder);
  return folder;
}

async function refusal(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KilnError)) throw new Error('it was taken, or failed otherwise', { cause: error });
  expect(error.code).toBe('KILN_BAD_PLUGIN');
  return [error.message, ...error.errors.map(({ pointer, message }) => `${pointer} ${message}`)].join('\n');
}

const thing = { title: 'Thing', type: 'object', properties: { name: { type: 'string', title: 'Name' } } };

describe('a package', () => {
  test('is the same from a folder, and packed', async () => {
    const plugin: TestPlugin = {
      code: `import { definePlugin } from 'kiln:sdk';\nimport { double } from './double.ts';\nimport tiny from 'tiny';\nexport default definePlugin({ functions: { f: () => double(tiny) } });\n`,
      definitions: { 'entity/thing': thing },
      files: {
        'src/double.ts': 'export const double = (n: number): number => 2 * n;\n',
        'src/double.test.ts': 'throw new Error();\n',
        'README.md': '# Test\n',
        'node_modules/tiny/package.json': '{"name": "tiny", "exports": "./lib/tiny.js", "type": "module"}',
        'node_modules/tiny/lib/tiny.js': 'export default 21;\n',
        'node_modules/other/index.js': 'export default 0;\n',
      },
    };
    const opened = await openFolder(await folderOf(plugin), { kilnVersion });
    expect([...opened.files.keys()]).toEqual([
      'README.md',
      'definitions/entity/thing.json',
      'node_modules/tiny/lib/tiny.js',
      'node_modules/tiny/package.json',
      'plugin.json',
      'src/double.ts',
      'src/index.ts',
    ]);
    expect(opened.definitions).toEqual([
      expect.objectContaining({ kind: 'entity', name: 'thing', package: 'test-plugin' }),
    ]);
    expect(opened.code.bundle).toContain('require("kiln:sdk")');
    expect(JSON.parse(opened.code.sourceMap).sources).toContain('src/double.ts');
    const archive = await writeArchive(opened.files);
    expect(await writeArchive(opened.files)).toEqual(archive);
    const packed = await openArchive(archive, options);
    expect([packed.digest, packed.code]).toEqual([opened.digest, opened.code]);
    expect(packed).toMatchObject({ source: 'package', signature: { state: 'none' } });
  });

  test('may lie in the folder that npm puts around it', async () => {
    const files = [...pluginFiles({})].map(([path, content]): [string, Buffer] => [`package/${path}`, content]);
    const opened = await openArchive(await writeArchive(new Map(files)), options);
    expect([...opened.files.keys()]).toContain('plugin.json');
  });
});

describe('signatures', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicText(publicKey);
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

  test('count when the key is known', async () => {
    const archive = await writeArchive(pluginFiles({}), pem);
    expect((await openArchive(archive, { kilnVersion, keys: [key] })).signature).toEqual({ state: 'valid', key });
    expect((await openArchive(archive, options)).signature).toEqual({ state: 'unknown', key });
  });

  test.each<[string, (files: Map<string, Buffer>) => void]>([
    ['changed', (files) => files.set('src/index.ts', Buffer.from('export default {};'))],
    ['added', (files) => files.set('src/more.ts', Buffer.from(''))],
    ['renamed', (files) => files.set('src/index2.ts', files.get('src/index.ts') ?? Buffer.alloc(0)).delete('x')],
    ['removed', (files) => files.delete('README.md')],
  ])('do not fit files that were %s', async (_what, spoil) => {
    const signed = await openArchive(await writeArchive(pluginFiles({ files: { 'README.md': 'x' } }), pem), options);
    const files = new Map(signed.files);
    spoil(files);
    expect(await refusal(openArchive(await writeArchive(files), options))).toContain('not what was signed');
  });

  test.each(['', '{}', '[1]', '{"algorithm":"none","key":"","signature":""}'])('that are %s', async (text) => {
    const files = pluginFiles({ files: { 'signature.json': text } });
    expect(await refusal(openArchive(await writeArchive(files), options))).toContain('signature.json');
  });

  test('need an ed25519 key', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(await refusal(writeArchive(pluginFiles({}), String(rsa)))).toContain('ed25519');
    expect(await refusal(writeArchive(pluginFiles({}), 'nonsense'))).toContain('cannot be read');
  });
});

/** An archive of entries as they are given, whatever is wrong with them. */
function tarball(
  entries: readonly {
    path: string;
    type?: 'File' | 'SymbolicLink' | 'Link' | 'FIFO';
    linkpath?: string;
    content?: Buffer;
    size?: number;
  }[],
): Buffer {
  const blocks = entries.flatMap(({ content = Buffer.alloc(0), size = content.length, ...entry }) => {
    const header = new Header({ type: 'File', mode: 0o644, mtime: new Date(0), ...entry, size });
    header.encode();
    return [header.block ?? Buffer.alloc(512), content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const whole = () => [...pluginFiles({})].map(([path, content]) => ({ path, content }));

// Threat: whoever may upload an archive writes outside of it, exhausts memory or disk, or makes the server fail.
describe('hostile archives', () => {
  test.each<[string, Parameters<typeof tarball>[0], string]>([
    ['leading out', [{ path: '../evil.ts' }], 'leads out'],
    ['leading out further in', [{ path: 'src/../../evil.ts' }], 'leads out'],
    ['absolute', [{ path: '/etc/evil' }], 'leads out'],
    ['of Windows', [{ path: 'C:\\evil.ts' }], 'leads out'],
    ['with backslashes', [{ path: 'src\\..\\..\\evil.ts' }], 'leads out'],
    ['symbolic links', [{ path: 'src/link', type: 'SymbolicLink', linkpath: '/etc/passwd' }], 'plain files only'],
    ['hard links', [{ path: 'src/link', type: 'Link', linkpath: 'plugin.json' }], 'plain files only'],
    ['pipes', [{ path: 'src/pipe', type: 'FIFO' }], 'plain files only'],
    ['twice', [{ path: 'src/index.ts' }], 'twice'],
    ['another case', [{ path: 'SRC/Index.ts' }], 'twice'],
    ['control characters', [{ path: 'src/a\u0007.ts' }], 'not seen'],
    ['text turned around', [{ path: 'src/\u202Ets.exe' }], 'not seen'],
    ['too deep', [{ path: `${'a/'.repeat(20)}x.ts` }], 'deep'],
    ['a large file', [{ path: 'big.bin', content: Buffer.alloc(packageLimits.fileBytes + 1) }], 'more than 4 MB'],
    ['too many files', Array.from({ length: packageLimits.files + 1 }, (_, n) => ({ path: `f${n}` })), 'at most 2000'],
  ])('%s', async (_what, entries, message) => {
    expect(await refusal(openArchive(tarball([...whole(), ...entries]), options))).toContain(message);
  });

  test('a bomb', async () => {
    const zeros = Buffer.alloc(packageLimits.fileBytes - 1);
    const entries = Array.from({ length: 40 }, (_, n) => ({ path: `zeros${n}`, content: zeros }));
    const archive = tarball([...whole(), ...entries]);
    expect(archive.length).toBeLessThan(1024 * 1024);
    expect(await refusal(openArchive(archive, options))).toContain('more than 30 MB');
  });

  test('a header that lies about its size', async () => {
    const archive = tarball([{ path: 'huge.bin', size: 8 * 1024 ** 3 }]);
    expect(await refusal(openArchive(archive, options))).toContain('huge.bin');
  });

  test.each<[string, () => Buffer, string]>([
    ['nothing', () => Buffer.alloc(0), 'no .tgz'],
    ['a zip', () => Buffer.from('PK\u0003\u0004and so on'), 'no .tgz'],
    ['gzip of something else', () => gzipSync(Buffer.from('hello '.repeat(1000))), 'damaged'],
    ['half of one', () => tarball(whole()).subarray(0, 200), 'damaged'],
    ['an empty one', () => tarball([]), 'no tar archive'],
    ['too much of it', () => Buffer.alloc(packageLimits.archiveBytes + 1), 'more than 10 MB'],
    ['no manifest', () => tarball([{ path: 'src/index.ts' }]), 'no plugin.json'],
  ])('%s', async (_what, archive, message) => {
    expect(await refusal(openArchive(archive(), options))).toContain(message);
  });

  test('other encodings', async () => {
    const latin = Buffer.from('{"id": "caf\xe9"}', 'latin1');
    expect(await refusal(openArchive(tarball([{ path: 'plugin.json', content: latin }]), options))).toContain('UTF-8');
    const utf16 = Buffer.from('\uFEFFexport default {};', 'utf16le');
    const files = pluginFiles({ files: { 'src/other.ts': utf16 } });
    expect(await refusal(openArchive(await writeArchive(files), options))).toContain('UTF-8');
  });
});

// Threat: code of a package reads files of the server, or brings what the sandbox does not have, when it is bundled.
describe('hostile code', () => {
  test.each<[string, string, string]>([
    ['a file of the server', `import x from '/etc/passwd';`, '"/etc/passwd"'],
    ['a file above', `import x from '../../outside.ts';`, 'outside'],
    ['a text above', `import x from '../../../../etc/hostname' with { type: 'text' };`, 'etc/hostname'],
    ['Node', `import x from 'node:fs';`, '"node:fs" is not there in the sandbox'],
    ['Node by its old name', `import x from 'fs';`, '"fs" is not in the package'],
    ['the web', `import x from 'https://example.com/x.js';`, 'not there in the sandbox'],
    ['data', `import 'data:text/javascript,1';`, 'not there in the sandbox'],
    ['what is not there', `import 'left-pad';`, '"left-pad" is not in the package'],
    ['another part of Kiln', `import 'kiln:secrets';`, 'does not exist'],
    ['nonsense', `export default {{;`, 'src/index.ts#1:'],
  ])('%s', async (_what, code, message) => {
    const used = code.startsWith('import x') ? `${code} export default x;` : code;
    const text = await refusal(openFolder(await folderOf({ code: used }), { kilnVersion }));
    expect(text).toContain(message);
    expect(text).toContain('src/index.ts#1:');
  });

  test('a link out of a folder', async () => {
    const folder = await folderOf({ code: `import x from './link.ts';\nexport default x;` });
    const outside = await folderOf({});
    await writeFile(join(outside, 'secret.ts'), 'export default 1;');
    await symlink(join(outside, 'secret.ts'), join(folder, 'src', 'link.ts'));
    expect(await refusal(openFolder(folder, { kilnVersion }))).toContain('lies outside of the package');
  });

  test('a configuration of another folder', async () => {
    const folder = await folderOf({ files: { 'tsconfig.json': '{"extends": "/etc/passwd"}' } });
    await expect(openFolder(folder, { kilnVersion })).resolves.toMatchObject({ source: 'folder' });
  });

  test('a definition that is a link', async () => {
    const folder = await folderOf({});
    await mkdir(join(folder, 'definitions', 'entity'), { recursive: true });
    await symlink('/etc/passwd', join(folder, 'definitions', 'entity', 'x.json'));
    expect(await refusal(openFolder(folder, { kilnVersion }))).toContain('plain files only');
  });
});

describe('manifests', () => {
  test.each<[string, TestPlugin, string]>([
    ['unknown members', { manifest: { permissions: [] } }, 'plugin.json#/permissions "permissions" is not known here.'],
    ['ids of Kiln', { manifest: { id: 'crm' } }, 'a package of Kiln itself'],
    ['ids with capitals', { manifest: { id: 'MyPlugin' } }, 'plugin.json#/id'],
    ['ids that lead elsewhere', { manifest: { id: '../x' } }, 'plugin.json#/id'],
    ['another Kiln', { manifest: { kiln: '>=9' } }, 'made for Kiln >=9, and this is Kiln 0.1.0'],
    ['no range', { manifest: { kiln: 'new' } }, 'no range of versions'],
    ['no version', { manifest: { version: '1' } }, 'plugin.json#/version'],
    ['a main elsewhere', { manifest: { main: '../x.ts' } }, 'plugin.json#/main'],
    ['hosts that are addresses', { manifest: { capabilities: { hosts: ['127.0.0.1'] } } }, '#/capabilities/hosts/0'],
    ['all hosts', { manifest: { capabilities: { hosts: ['*'] } } }, '#/capabilities/hosts/0'],
    ['hosts with a scheme', { manifest: { capabilities: { hosts: ['https://a.example'] } } }, 'without https://'],
    ['limits without a limit', { manifest: { limits: { memoryMb: 100_000 } } }, '#/limits/memoryMb'],
    ['what Kiln writes', { manifest: { granted: {} } }, '"granted" is not known here'],
    [
      'services of strangers',
      { manifest: { capabilities: { services: { other: ['x'] } } } },
      '"requires" has to name other',
    ],
    [
      'settings that are no schema',
      { manifest: { config: { type: 'object', properties: 1 } } },
      '#/config This schema',
    ],
    [
      'patterns that take for ever',
      { manifest: { config: { type: 'object', properties: { a: { type: 'string', pattern: '(?=a)b' } } } } },
      'look-around',
    ],
    ['a prototype', { files: { 'plugin.json': '{"id": "x", "__proto__": {"version": "1.0.0"}}' } }, 'cannot be a name'],
    ['a member twice', { files: { 'plugin.json': '{"id": "x", "id": "y"}' } }, 'Line 1'],
    ['kinds that there are not', { definitions: { 'thing/x': {} } }, 'no kind of definition "thing"'],
    ['kinds that are not for plugins', { definitions: { 'plugin/other': {} } }, 'no kind of definition "plugin"'],
    ['definitions with another name', { definitions: { 'entity/x': { $id: 'y' } } }, '"$id" is "x"'],
  ])('%s', async (_what, plugin, message) => {
    expect(await refusal(openFolder(await folderOf(plugin), { kilnVersion }))).toContain(message);
  });
});
