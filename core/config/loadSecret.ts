import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnce } from './createOnce.ts';
import type { Config } from './readConfig.ts';

/** The installation's secret: KILN_SECRET, else that of `<data>/secret`, which is made (mode 600) when missing. */
export async function loadSecret(config: Pick<Config, 'data' | 'secret'>): Promise<string> {
  if (config.secret) return config.secret;
  await mkdir(config.data, { recursive: true, mode: 0o755 });
  const text = await createOnce(join(config.data, 'secret'), () => `${randomBytes(32).toString('base64url')}\n`);
  return text.trim();
}
