import { Ajv } from 'ajv';
import { kilnVersion } from '../../config/kilnVersion.ts';
import { StartError } from '../../config/StartError.ts';
import { type ErrorCode, errorCodes } from '../../errors/codes.ts';
import { wordedFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject } from '../../lib/json.ts';
import { openArchive, openFolder } from '../../plugins/package/openPackage.ts';
import { writeArchive } from '../../plugins/package/writeArchive.ts';
import type { PluginList } from '../../workspace/plugins/listPlugins.ts';
import type { Uninstalled } from '../../workspace/plugins/uninstallPlugin.ts';
import type { PackageSource, PluginTarget, ShownChange } from './PluginTarget.ts';

/** How long a server may think about a change of large tables, in milliseconds. */
const patience = 10 * 60_000;

/** A server, by its address and an API token whose user may change plugins. */
export function remotePlugins(url: URL, token: string): PluginTarget {
  async function ask<T>(method: string, path: string, schema: object, body?: Buffer): Promise<T> {
    const answer = await send(new URL(`/api/plugins${path}`, url), { method, token, ...(body ? { body } : {}) });
    const value: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw refusal(url, answer.status, value);
    const isRight = new Ajv().compile<T>(schema);
    if (!isRight(value)) throw new StartError(`${url.origin} does not answer as this version of Kiln does.`);
    return value;
  }
  const list = () => ask<Pick<PluginList, 'data' | 'sandbox'>>('GET', '', listSchema);
  return {
    name: url.origin,
    list,
    async change(source, sha256) {
      const { id, archive } = await packed(source);
      const { data } = await list();
      const isThere = data.some((plugin) => plugin.id === id && plugin.version !== null);
      const query = sha256 === undefined ? '' : `?grant=true&sha256=${sha256}`;
      return ask<ShownChange>('POST', `${isThere ? `/${id}/upgrade` : ''}${query}`, changeSchema, archive);
    },
    uninstall: (id, data) =>
      ask<Pick<Uninstalled, 'removed' | 'left'>>('DELETE', `/${encodeURIComponent(id)}?data=${data}`, {
        type: 'object',
      }),
    close: async () => undefined,
  };
}

/** A folder is packed as it is; the id of an archive is what its manifest says. */
async function packed(source: PackageSource): Promise<{ id: string; archive: Buffer }> {
  if ('folder' in source) {
    const { manifest, files } = await openFolder(source.folder, { kilnVersion });
    return { id: manifest.id, archive: await writeArchive(files) };
  }
  const { manifest } = await openArchive(source.archive, { kilnVersion, keys: [] });
  return { id: manifest.id, archive: source.archive };
}

interface Asked {
  readonly method: string;
  readonly token: string;
  readonly body?: Buffer;
}

async function send(url: URL, { method, token, body }: Asked): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/gzip' } : {}) },
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : '.';
    throw new StartError(`${url.origin} cannot be reached${reason}`);
  }
}

function refusal(url: URL, status: number, problem: unknown): Error {
  const { code, detail, title, errors } = isObject(problem) ? problem : {};
  if (!isCode(code)) return new StartError(`${url.origin} answers with status ${status}.`);
  if (code === 'KILN_UNAUTHENTICATED') return new StartError(`${url.origin} does not know this token.`);
  const faults = (Array.isArray(errors) ? errors : []).filter(isObject);
  return new KilnError(code, {
    detail: String(detail ?? title),
    errors: faults.map(({ pointer, message }) => wordedFault(String(pointer), 'other', String(message))),
  });
}

function isCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

const text = { type: 'string' };
const sentences = { type: 'array', items: { type: 'object', required: ['sentence'], properties: { sentence: text } } };
const changeSchema = {
  type: 'object',
  required: [
    'plugin',
    'from',
    'to',
    'isolation',
    'definitions',
    'migrations',
    'integrity',
    'capabilities',
    'raised',
    'plan',
  ],
  properties: {
    plugin: text,
    from: { type: ['string', 'null'] },
    to: text,
    capabilities: sentences,
    raised: sentences,
    plan: { type: 'object', required: ['operations'], properties: { operations: { type: 'array' } } },
  },
};
const listSchema = {
  type: 'object',
  required: ['data', 'sandbox'],
  properties: {
    data: { type: 'array', items: { type: 'object', required: ['id', 'version', 'state', 'title'] } },
    sandbox: { type: 'object', required: ['ready'] },
  },
};
