import type { Json } from '../../lib/json.ts';
import type { HostCall } from '../protocol.ts';

/** Asks the server for one thing. */
export type Ask = (call: HostCall) => Promise<Json>;

/** What of a host call the plugin chooses, beside what is given otherwise. */
export type OptionsOf<Do extends HostCall['do'], Given extends string = never> = Omit<
  Extract<HostCall, { do: Do }>,
  'do' | 'as' | 'entity' | Given
>;
