import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../lib/json.ts';
import { fetchAsAdmin } from './asAdmin.ts';
import { pluginFolder, type TestPlugin } from './pluginFolder.ts';
import type { TestServer } from './startTestServer.ts';

export interface Answered {
  readonly status: number;
  readonly body: JsonObject;
}

/**
 * Installs a plugin, or upgrades it where it is installed, as an administrator does who grants what it asks for: over
 * the API, from a folder. Throws what the server answers where it refuses.
 */
export async function installPlugin(server: Pick<TestServer, 'url'>, plugin: string | TestPlugin): Promise<JsonObject> {
  const folder = typeof plugin === 'string' ? plugin : await pluginFolder(plugin);
  try {
    const { id }: { id: string } = JSON.parse(await readFile(join(folder, 'plugin.json'), 'utf8'));
    const isInstalled = (await askPlugins(server, `/${id}`)).status === 200;
    const path = isInstalled ? `/${id}/upgrade` : '';
    const preview = await askPlugins(server, path, { path: folder });
    const { sha256 } = isObject(preview.body.integrity) ? preview.body.integrity : {};
    const { status, body } = await askPlugins(server, path, {
      path: folder,
      grant: true,
      ...(typeof sha256 === 'string' ? { sha256 } : {}),
    });
    if (status !== 201) throw new Error(`The plugin is refused: ${JSON.stringify(body)}`);
    return body;
  } finally {
    if (typeof plugin !== 'string') await rm(folder, { recursive: true, force: true });
  }
}

/** A request to /api/plugins as an administrator: GET, or POST where there is a body. */
export async function askPlugins(
  { url }: Pick<TestServer, 'url'>,
  path: string,
  body?: object | Buffer,
  method = body ? 'POST' : 'GET',
): Promise<Answered> {
  const content = Buffer.isBuffer(body)
    ? { headers: { 'content-type': 'application/gzip' }, body: new Uint8Array(body) }
    : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetchAsAdmin(`${url}/api/plugins${path}`, { method, ...(body ? content : {}) });
  const answer: unknown = JSON.parse((await response.text()) || '{}');
  return { status: response.status, body: isObject(answer) ? answer : {} };
}
