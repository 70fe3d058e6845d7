import { generateKeyPairSync } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { StartError } from '../../config/StartError.ts';
import { publicText } from '../../plugins/package/integrity.ts';
import type { Command } from '../command.ts';
import { print } from '../terminal.ts';

export const pluginKeysCommand: Command = {
  usage: 'plugin keys [file]',
  summary: 'make a pair of keys: the secret one, to sign packages, goes into a file; servers take the public one',
  async run({ args }) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const file = positionals[0] ?? 'plugin-key.pem';
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    // Never over a key that packages were signed with.
    if (await stat(file).catch(() => undefined)) {
      throw new StartError(
        `There is something at ${file} already. Say another file: npx kiln ${pluginKeysCommand.usage}`,
      );
    }
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    print(`${file} written. Keep it secret, and sign with it: npx kiln plugin pack --sign ${file}`);
    print(`Servers that shall take only what you signed: KILN_PLUGIN_KEYS=${publicText(publicKey)}`);
    return 0;
  },
};
