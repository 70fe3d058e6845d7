#!/usr/bin/env node
// Plain JavaScript that any Node runs: Kiln itself needs the Node that the npm package `node` brings.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pinned = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
const child = spawn(existsSync(pinned) ? pinned : process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
