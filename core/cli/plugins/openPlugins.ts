import type { Config } from '../../config/readConfig.ts';
import { StartError } from '../../config/StartError.ts';
import type { Progress } from '../../workspace/progress.ts';
import type { TargetValues } from '../definitions/openTarget.ts';
import { localPlugins } from './localPlugins.ts';
import type { PluginTarget } from './PluginTarget.ts';
import { remotePlugins } from './remotePlugins.ts';

/** A server, where an address and a token are given, or else the database of this configuration. */
export async function openPlugins(
  config: Config,
  { url = config.url, token = config.token }: TargetValues,
  progress: Progress,
): Promise<PluginTarget> {
  if (token === undefined) return localPlugins(config, progress);
  const origin = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  if (origin?.protocol === 'http:' || origin?.protocol === 'https:') return remotePlugins(origin, token);
  throw new StartError('Say which server the token is for: --url https://crm.example.com, or KILN_URL.');
}
