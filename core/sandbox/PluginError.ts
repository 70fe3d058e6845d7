import { KilnError } from '../errors/KilnError.ts';
import { type Entry, entryText, type Failure, type WireError } from './protocol.ts';

type PluginErrorCode = 'KILN_PLUGIN_FAILED' | 'KILN_PLUGIN_LIMIT' | 'KILN_PLUGIN_BUSY' | 'KILN_PLUGIN_UNAVAILABLE';

interface PluginErrorOptions {
  readonly detail: string;
  readonly entry?: Entry;
  /** What the plugin threw, with its stack. For logs: whoever asked may not see what it says. */
  readonly thrown?: WireError;
  readonly failure?: Failure;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** A plugin did not do what it was called for. */
export class PluginError extends KilnError {
  readonly plugin: string;
  readonly entry: Entry | undefined;
  readonly thrown: WireError | undefined;
  readonly failure: Failure | undefined;

  constructor(code: PluginErrorCode, plugin: string, options: PluginErrorOptions) {
    const { detail, entry, thrown, failure, retryAfter, cause } = options;
    super(code, {
      detail,
      extra: {
        plugin,
        ...(entry ? { entry: entryText(entry) } : {}),
        ...(code === 'KILN_PLUGIN_LIMIT' ? { limit: failure } : {}),
        ...(retryAfter === undefined ? {} : { retryAfter }),
      },
      cause,
    });
    this.name = 'PluginError';
    this.plugin = plugin;
    this.entry = entry;
    this.thrown = thrown;
    this.failure = failure;
  }
}
