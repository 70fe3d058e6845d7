import { ApiError } from '../../api/ApiError.ts';
import { type PluginChange, type PluginSource, type PluginWay, previewPlugin } from '../../api/plugins.ts';
import { asText } from '../../lib/values.ts';

interface Previewed {
  readonly way: PluginWay;
  readonly change: PluginChange;
}

/**
 * What a package would do, whether it turns out to be a new plugin, a later version of one that is here, or an earlier
 * one.
 */
export async function previewAnyWay(
  way: PluginWay,
  source: PluginSource,
  locale: string,
  signal: AbortSignal,
): Promise<Previewed> {
  try {
    return { way, change: await previewPlugin(way, source, locale, signal) };
  } catch (error) {
    const next = otherWay(way, error);
    if (!next) throw error;
    return previewAnyWay(next, source, locale, signal);
  }
}

/** Each is tried once: install, upgrade, downgrade. */
function otherWay(way: PluginWay, error: unknown): PluginWay | undefined {
  if (!(error instanceof ApiError) || error.code !== 'KILN_CONFLICT' || way.way === 'downgrade') return undefined;
  const [plugin, installed] = [asText(error.body.plugin), asText(error.body.installed)];
  if (plugin === undefined || installed === undefined) return undefined;
  return { way: way.way === 'install' ? 'upgrade' : 'downgrade', plugin };
}
