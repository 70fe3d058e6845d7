import { env } from 'node:process';
import { type Browser, chromium } from 'playwright-core';
import type { Chromium } from './unpackChromium.ts';

/** A browser without a window, of its own profile. */
export async function launchChromium({ executablePath, env: own }: Chromium): Promise<Browser> {
  const inherited = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return chromium.launch({
    executablePath,
    env: { ...Object.fromEntries(inherited), ...own },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}
