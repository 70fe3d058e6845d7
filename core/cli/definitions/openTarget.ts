import type { Config } from '../../config/readConfig.ts';
import { StartError } from '../../config/StartError.ts';
import type { Progress } from '../../workspace/progress.ts';
import { localTarget } from './localTarget.ts';
import { remoteTarget } from './remoteTarget.ts';
import type { Target } from './Target.ts';

/** Arguments that say where; from the environment without them: KILN_URL with KILN_TOKEN. */
export const targetOptions = { url: { type: 'string' }, token: { type: 'string' } } as const;

export interface TargetValues {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

/**
 * A server, where an address and a token are given, or else the database of this configuration. An address alone in the
 * environment is that of the server that runs here.
 */
export async function openTarget(
  config: Config,
  { url, token = config.token }: TargetValues,
  progress: Progress,
): Promise<Target> {
  if (url === undefined && (token === undefined || config.url === undefined)) {
    if (token === undefined) return localTarget(config, progress);
    throw new StartError('Say which server the token is for: --url https://crm.example.com, or KILN_URL.');
  }
  const address = url ?? config.url ?? '';
  const origin = URL.canParse(address) ? new URL(address) : undefined;
  if (origin?.protocol !== 'http:' && origin?.protocol !== 'https:') {
    throw new StartError(`--url is an address such as https://crm.example.com, and is "${address}".`);
  }
  if (token === undefined) throw new StartError('A server takes an API token: --token, or KILN_TOKEN.');
  return remoteTarget(origin, token);
}
