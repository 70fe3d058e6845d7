import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';

export interface Chromium {
  readonly executablePath: string;
  /** Variables it is started with: where its libraries and fonts lie. */
  readonly env: Record<string, string>;
}

/**
 * The Chromium that comes as an npm package, so that tests need nothing installed. Its libraries (NSS and others that a bare
 * machine lacks) are only unpacked where it believes to be in the surroundings that this variable names.
 */
export async function unpackChromium(): Promise<Chromium> {
  const before = { ...env };
  env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const folder = tmpdir();
    return {
      executablePath,
      env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
    };
  } finally {
    for (const name of Object.keys(env)) if (!(name in before)) delete env[name];
    Object.assign(env, before);
  }
}
