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
    timeouts: { statementMs: 30_000, readMs: 10_000 },
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
    KILN_STATEMENT_TIMEOUT: '2min',
    KILN_READ_TIMEOUT: '500ms',
    KILN_MAX_JSON: '1mb',
    KILN_MAX_FILE: '1000',
    KILN_TOKEN: 'kiln_abc',
    KILN_ALIAS_DAYS: '7',
    KILN_PLUGINS: folder,
    KILN_PLUGIN_KEYS: `${'A'.repeat(43)}=, ${'B'.repeat(43)}=`,
    KILN_PLUGIN_PRIVATE_HOSTS: 'erp.local,*.lan:8080',
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
    timeouts: { statementMs: 120_000, readMs: 500 },
    limits: { jsonBytes: 1_048_576, fileBytes: 1000 },
    url: undefined,
    trustProxy: false,
    tls: undefined,
    admin: { email: undefined, password: undefined, token: undefined, mayBeWeak: true },
    minPassword: 10,
    mail: undefined,
    oidc: undefined,
    alert: { denials: 20, minutes: 10, webhook: undefined, mail: undefined },
    token: 'kiln_abc',
    aliasDays: 7,
    plugins: { folder, keys: [`${'A'.repeat(43)}=`, `${'B'.repeat(43)}=`] },
    pluginPrivateHosts: ['erp.local', '*.lan:8080'],
  });
});

test('tells every problem at once, and no password', () => {
  const bad = () =>
    readConfig({
      PORT: '80a',
      HOST: 'no host',
      DATABASE_URL: 'mysql://me:hunter2@host/db',
      KILN_SECRET: 'hunter2',
      KILN_DEMO: 'maybe',
      KILN_DEFINITIONS: '/does/not/exist',
      LOG_LEVEL: 'loud',
      KILN_POOL_SIZE: '0',
      KILN_MAX_JSON: 'much',
      KILN_STATEMENT_TIMEOUT: '30',
      KILN_READ_TIMEOUT: '25h',
      KILN_PLUGIN_KEYS: 'a key',
    });
  expect(bad).toThrow(StartError);
  for (const name of [
    'PORT',
    'HOST',
    'DATABASE_URL',
    'KILN_SECRET',
    'KILN_DEMO',
    'KILN_DEFINITIONS',
    'LOG_LEVEL',
    'KILN_STATEMENT_TIMEOUT',
    'KILN_READ_TIMEOUT',
    'KILN_PLUGIN_KEYS',
  ]) {
    expect(bad).toThrow(`\n  ${name}: `);
  }
  expect(bad).not.toThrow('hunter2');
});

test.each(['127.0.0.1', '0.0.0.0', '::', '192.168.1.5', 'localhost', 'crm.example.com'])('listens on %s', (HOST) => {
  expect(readConfig({ HOST }).host).toBe(HOST);
});

test.each(['not a host', 'a_b', '-x'])('does not listen on %s', (HOST) => {
  expect(() => readConfig({ HOST })).toThrow('HOST: it has to be an address');
});

test('reads who may enter, and how', () => {
  const config = readConfig({
    KILN_URL: 'https://crm.example.com/',
    TRUST_PROXY: '1',
    KILN_ADMIN_EMAIL: 'Boss@Example.com',
    KILN_ADMIN_PASSWORD: 'secret',
    KILN_ADMIN_TOKEN: 'a token of twenty characters',
    KILN_SMTP_URL: 'smtps://me:pass@mail.example.com',
    KILN_MAIL_FROM: 'Kiln <kiln@example.com>',
    KILN_OIDC_ISSUER: 'https://id.example.com/realms/x/',
    KILN_OIDC_CLIENT_ID: 'kiln',
    KILN_OIDC_CLIENT_SECRET: 'shh',
  });
  expect(config).toMatchObject({
    url: 'https://crm.example.com',
    trustProxy: true,
    admin: { email: 'boss@example.com', password: 'secret', token: 'a token of twenty characters' },
    mail: { url: 'smtps://me:pass@mail.example.com', from: 'Kiln <kiln@example.com>' },
    oidc: { issuer: 'https://id.example.com/realms/x', label: 'id.example.com', role: undefined, trustEmail: false },
  });
});

test('takes a token that is easy to guess for a server on this machine only', () => {
  expect(readConfig({ KILN_ADMIN_TOKEN: 'test' }).admin).toMatchObject({ token: 'test', mayBeWeak: true });
  const refused = 'KILN_ADMIN_TOKEN: ';
  expect(() => readConfig({ KILN_ADMIN_TOKEN: 'test', HOST: '0.0.0.0' })).toThrow(refused);
  expect(() => readConfig({ KILN_ADMIN_TOKEN: 'test', TRUST_PROXY: '1' })).toThrow(refused);
});

test('says which variables belong together', () => {
  const half = () => readConfig({ KILN_ADMIN_EMAIL: 'me@example.com', KILN_OIDC_CLIENT_ID: 'x', KILN_TLS_KEY: folder });
  expect(half).toThrow('KILN_ADMIN_PASSWORD: needed together with KILN_ADMIN_EMAIL.');
  expect(half).toThrow('KILN_OIDC_ISSUER, KILN_OIDC_CLIENT_SECRET: needed together with KILN_OIDC_CLIENT_ID.');
  expect(half).toThrow(`KILN_TLS_KEY: there is no file ${folder}.`);
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
