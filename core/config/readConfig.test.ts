import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSecret } from './loadSecret.ts';
import { readConfig } from './readConfig.ts';
import { StartError } from './StartError.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln config '));
});
afterAll(() => rm(folder, { recursive: true }));

test('an empty environment is a good one', () => {
  const config = readConfig({ PORT: '', HOST: '  ' });
  const project = resolve(import.meta.dirname, '../..');
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    secret: undefined,
    demo: false,
    data: join(project, '.kiln'),
    definitions: [join(project, 'schemas/crm')],
    logLevel: 'info',
  });
  expect(Object.isFrozen(config) && Object.isFrozen(config.limits)).toBe(true);
});

test('reads every variable', () => {
  const config = readConfig({
    PORT: '8080',
    HOST: '::1',
    DATABASE_URL: 'postgres://me:pass@db.example.com/crm?sslmode=require',
    KILN_DATA: folder,
    KILN_SECRET: 's'.repeat(32),
    KILN_DEMO: 'true',
    KILN_DEFINITIONS: [folder, import.meta.dirname].join(delimiter),
    LOG_LEVEL: 'WARN',
    KILN_POOL_SIZE: '20',
    KILN_MAX_JSON: '1mb',
    KILN_MAX_FILE: '1000',
  });
  expect(config).toEqual({
    port: 8080,
    host: '::1',
    databaseUrl: 'postgres://me:pass@db.example.com/crm?sslmode=require',
    data: folder,
    secret: 's'.repeat(32),
    demo: true,
    definitions: [folder, import.meta.dirname],
    logLevel: 'warn',
    poolSize: 20,
    limits: { jsonBytes: 1_048_576, fileBytes: 1000 },
  });
});

test('tells every problem at once, and no password', () => {
  const bad = () =>
    readConfig({
      PORT: '80a',
      HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://me:hunter2@host/db',
      KILN_SECRET: 'hunter2',
      KILN_DEMO: 'maybe',
      KILN_DEFINITIONS: '/does/not/exist',
      LOG_LEVEL: 'loud',
      KILN_POOL_SIZE: '0',
      KILN_MAX_JSON: 'much',
    });
  expect(bad).toThrow(StartError);
  for (const name of ['PORT', 'HOST', 'DATABASE_URL', 'KILN_SECRET', 'KILN_DEMO', 'KILN_DEFINITIONS', 'LOG_LEVEL']) {
    expect(bad).toThrow(`\n  ${name}: `);
  }
  expect(bad).toThrow('no sign-in yet');
  expect(bad).not.toThrow('hunter2');
});

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('listens on %s', (HOST) => {
  expect(readConfig({ HOST }).host).toBe(HOST);
});

test.each(['0.0.0.0', '::', '192.168.1.5', 'example.com', '128.0.0.1', '::ffff:192.168.1.5'])('refuses %s', (HOST) => {
  expect(() => readConfig({ HOST })).toThrow('only listens on this machine');
});

test.each(['host=localhost dbname=x', 'postgres://host', 'postgres://host/', 'http://host/db'])('refuses %s', (url) => {
  expect(() => readConfig({ DATABASE_URL: url })).toThrow('DATABASE_URL: it ');
});

describe('secret', () => {
  test('comes from the environment', async () => {
    expect(await loadSecret({ data: folder, secret: 'given' })).toBe('given');
  });

  test('is made once, for its owner only', async () => {
    const data = join(folder, 'new', 'data');
    const all = await Promise.all(Array.from({ length: 5 }, () => loadSecret({ data, secret: undefined })));
    expect(new Set(all).size).toBe(1);
    expect(all[0]).toHaveLength(43);
    expect((await readFile(join(data, 'secret'), 'utf8')).trim()).toBe(all[0]);
    expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600);
  });
});
