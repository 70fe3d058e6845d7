import { statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flag, integer, loopbackAddress, oneOf, type Parser, postgresUrl, sizeInBytes, text } from './parsers.ts';
import { StartError } from './StartError.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What the environment decides. */
export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Absent: Kiln runs its own Postgres in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder for everything that Kiln keeps outside the database. */
  readonly data: string;
  /** Absent: `loadSecret` makes one. */
  readonly secret: string | undefined;
  /** Load the demo data. */
  readonly demo: boolean;
  /** Absolute paths of folders of definition packages, the base first. */
  readonly definitions: readonly string[];
  readonly logLevel: (typeof logLevels)[number];
  /** Connections to the database for transactions. */
  readonly poolSize: number;
  readonly limits: {
    /** Largest JSON body, in bytes. */
    readonly jsonBytes: number;
    /** Largest uploaded file, in bytes. */
    readonly fileBytes: number;
  };
}

const project = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Reads the environment: the only place that does. An empty variable counts as absent; relative paths start from the
 * current folder.
 *
 * @throws StartError naming every bad value at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];

  function read<T, D>(name: string, parse: Parser<T>, absent: D): T | D {
    const given = env[name]?.trim();
    if (!given) return absent;
    const parsed = parse(given);
    if ('value' in parsed) return parsed.value;
    problems.push(`${name}: ${parsed.problem}`);
    return absent;
  }

  const config: Config = {
    port: read('PORT', integer(0, 65_535), 3000),
    host: read('HOST', loopbackAddress, '127.0.0.1'),
    databaseUrl: read('DATABASE_URL', postgresUrl, undefined),
    data: resolve(read('KILN_DATA', text(1), join(project, '.kiln'))),
    secret: read('KILN_SECRET', text(32), undefined),
    demo: read('KILN_DEMO', flag, false),
    definitions: read('KILN_DEFINITIONS', folders, [join(project, 'schemas', 'crm')]),
    logLevel: read('LOG_LEVEL', oneOf(logLevels), 'info'),
    poolSize: read('KILN_POOL_SIZE', integer(1, 500), 10),
    limits: Object.freeze({
      jsonBytes: read('KILN_MAX_JSON', sizeInBytes, 10 * 1024 * 1024),
      fileBytes: read('KILN_MAX_FILE', sizeInBytes, 50 * 1024 * 1024),
    }),
  };
  if (problems.length > 0) throw new StartError(`The environment is not right:\n  ${problems.join('\n  ')}`);
  return Object.freeze(config);
}

const folders: Parser<readonly string[]> = (given) => {
  const paths = given
    .split(delimiter)
    .filter(Boolean)
    .map((path) => resolve(path));
  const missing = paths.filter((path) => !statSync(path, { throwIfNoEntry: false })?.isDirectory());
  if (missing.length > 0) return { problem: `no such folder: ${missing.join(', ')}.` };
  return { value: Object.freeze(paths) };
};
