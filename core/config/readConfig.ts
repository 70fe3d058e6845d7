import { statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  duration,
  email,
  file,
  flag,
  hostName,
  hostPatterns,
  httpUrl,
  integer,
  isLoopback,
  oneOf,
  type Parser,
  postgresUrl,
  publicKeys,
  sizeInBytes,
  smtpUrl,
  text,
} from './parsers.ts';
import { StartError } from './StartError.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What the environment decides. */
export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /**
   * Origin under which people reach Kiln, such as https://crm.example.com; for links in mails. Absent: as they asked
   * for it.
   */
  readonly url: string | undefined;
  /** A proxy in front says by X-Forwarded-For and X-Forwarded-Proto who asks, and whether over TLS. */
  readonly trustProxy: boolean;
  /** Files in PEM. Absent: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
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
  /** Milliseconds after which Postgres stops a statement: any, and one that only reads. */
  readonly timeouts: {
    readonly statementMs: number;
    readonly readMs: number;
  };
  readonly limits: {
    /** Largest JSON body, in bytes. */
    readonly jsonBytes: number;
    /** Largest uploaded file, in bytes. */
    readonly fileBytes: number;
  };
  /** The first administrator, where nobody opens the setup page. */
  readonly admin: AdminConfig;
  /** Least number of characters of a password. */
  readonly minPassword: number;
  /** Absent: links are logged and shown to the administrator instead. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** Single sign-on. */
  readonly oidc: OidcConfig | undefined;
  readonly alert: AlertConfig;
  /** Days for which old names of entities, fields and options are understood; 0: not at all. */
  readonly aliasDays: number;
  readonly plugins: PluginConfig;
  /**
   * Hosts of one's own network that plugins may reach where they are granted: `erp.local`, `*.lan:8080`, with a port
   * where it is not 443.
   */
  readonly pluginPrivateHosts: readonly string[];
  /** API token with which commands ask the server at `url`, instead of the database. */
  readonly token: string | undefined;
}

export interface PluginConfig {
  /** Absolute path of the folder in which each folder is a plugin that may be installed. */
  readonly folder: string;
  /**
   * Public ed25519 keys, base64 of 32 bytes. Where there are any, uploads without a signature by one of them are
   * refused.
   */
  readonly keys: readonly string[];
}

/** Time enough for whoever wrote a client to hear of it. */
export const defaultAliasDays = 30;

/** What Kiln does when somebody is refused repeatedly. */
export interface AlertConfig {
  /** Gets a POST with JSON. */
  readonly webhook: string | undefined;
  /** Address that gets a mail. */
  readonly mail: string | undefined;
  /** So many refusals of one actor in so many minutes are worth an alert. */
  readonly denials: number;
  readonly minutes: number;
}

export const defaultAlert: AlertConfig = Object.freeze({
  webhook: undefined,
  mail: undefined,
  denials: 20,
  minutes: 10,
});

export interface AdminConfig {
  readonly email: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
  /**
   * The server is for this machine only, so a password or token that others could guess is worth a warning and no
   * more.
   */
  readonly mayBeWeak: boolean;
}

/** Characters that a token needs which somebody could try to guess. */
export const leastToken = 20;

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** On the button. */
  readonly label: string;
  /** Role of people who enter for the first time. Absent: only who was invited may enter. */
  readonly role: string | undefined;
  /** Claim of the id token that lists the roles to hold. */
  readonly roleClaim: string | undefined;
  /** Take e-mail addresses for true that the provider does not call verified. */
  readonly trustEmail: boolean;
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

  /** Variables that mean something only together. */
  function allOrNone(...names: readonly string[]): void {
    const absent = names.filter((name) => !env[name]?.trim());
    if (absent.length === 0 || absent.length === names.length) return;
    const given = names.filter((name) => !absent.includes(name));
    problems.push(`${absent.join(', ')}: needed together with ${given.join(', ')}.`);
  }

  function tls(): Config['tls'] {
    const cert = read('KILN_TLS_CERT', file, undefined);
    const key = read('KILN_TLS_KEY', file, undefined);
    return cert && key ? Object.freeze({ cert, key }) : undefined;
  }

  function mail(): Config['mail'] {
    const url = read('KILN_SMTP_URL', smtpUrl, undefined);
    const from = read('KILN_MAIL_FROM', text(3), undefined);
    return url && from ? Object.freeze({ url, from }) : undefined;
  }

  function oidc(): OidcConfig | undefined {
    const issuer = read('KILN_OIDC_ISSUER', httpUrl, undefined);
    const clientId = read('KILN_OIDC_CLIENT_ID', text(1), undefined);
    const clientSecret = read('KILN_OIDC_CLIENT_SECRET', text(1), undefined);
    if (!issuer || !clientId || !clientSecret) return undefined;
    return Object.freeze({
      issuer: issuer.href.replace(/\/$/, ''),
      clientId,
      clientSecret,
      label: read('KILN_OIDC_LABEL', text(1), issuer.hostname),
      role: read('KILN_OIDC_ROLE', text(1), undefined),
      roleClaim: read('KILN_OIDC_ROLE_CLAIM', text(1), undefined),
      trustEmail: read('KILN_OIDC_TRUST_EMAIL', flag, false),
    });
  }

  const host = read('HOST', hostName, '127.0.0.1');
  const trustProxy = read('TRUST_PROXY', flag, false);
  const mayBeWeak = isLoopback(host) && !trustProxy;
  const config: Config = {
    port: read('PORT', integer(0, 65_535), 3000),
    host,
    url: read('KILN_URL', httpUrl, undefined)?.origin,
    trustProxy,
    tls: tls(),
    databaseUrl: read('DATABASE_URL', postgresUrl, undefined),
    data: resolve(read('KILN_DATA', text(1), join(project, '.kiln'))),
    secret: read('KILN_SECRET', text(32), undefined),
    demo: read('KILN_DEMO', flag, false),
    definitions: read('KILN_DEFINITIONS', folders, [join(project, 'schemas', 'crm')]),
    logLevel: read('LOG_LEVEL', oneOf(logLevels), 'info'),
    poolSize: read('KILN_POOL_SIZE', integer(1, 500), 10),
    timeouts: Object.freeze({
      statementMs: read('KILN_STATEMENT_TIMEOUT', duration, 30_000),
      readMs: read('KILN_READ_TIMEOUT', duration, 10_000),
    }),
    limits: Object.freeze({
      jsonBytes: read('KILN_MAX_JSON', sizeInBytes, 10 * 1024 * 1024),
      fileBytes: read('KILN_MAX_FILE', sizeInBytes, 50 * 1024 * 1024),
    }),
    admin: Object.freeze({
      email: read('KILN_ADMIN_EMAIL', email, undefined),
      password: read('KILN_ADMIN_PASSWORD', text(1), undefined),
      token: read('KILN_ADMIN_TOKEN', text(mayBeWeak ? 1 : leastToken), undefined),
      mayBeWeak,
    }),
    minPassword: read('KILN_MIN_PASSWORD', integer(8, 64), 10),
    mail: mail(),
    oidc: oidc(),
    alert: Object.freeze({
      webhook: read('KILN_ALERT_WEBHOOK', httpUrl, undefined)?.href,
      mail: read('KILN_ALERT_MAIL', email, undefined),
      denials: read('KILN_ALERT_DENIALS', integer(1, 10_000), defaultAlert.denials),
      minutes: read('KILN_ALERT_MINUTES', integer(1, 1_440), defaultAlert.minutes),
    }),
    aliasDays: read('KILN_ALIAS_DAYS', integer(0, 365), defaultAliasDays),
    plugins: Object.freeze({
      folder: resolve(read('KILN_PLUGINS', text(1), join(project, 'plugins'))),
      keys: read('KILN_PLUGIN_KEYS', publicKeys, []),
    }),
    pluginPrivateHosts: read('KILN_PLUGIN_PRIVATE_HOSTS', hostPatterns, []),
    token: read('KILN_TOKEN', text(1), undefined),
  };
  allOrNone('KILN_ADMIN_EMAIL', 'KILN_ADMIN_PASSWORD');
  allOrNone('KILN_TLS_CERT', 'KILN_TLS_KEY');
  allOrNone('KILN_SMTP_URL', 'KILN_MAIL_FROM');
  allOrNone('KILN_OIDC_ISSUER', 'KILN_OIDC_CLIENT_ID', 'KILN_OIDC_CLIENT_SECRET');
  if (config.alert.mail !== undefined && config.mail === undefined) {
    problems.push('KILN_ALERT_MAIL: needs KILN_SMTP_URL.');
  }
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
