import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor } from '../context/types.ts';
import type { Workspace } from '../workspace/types.ts';
import type { RawHeaders } from './securityHeaders.ts';

/** One request and its answer. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly requestId: string;
  /** For every answer of the API. */
  readonly headers: RawHeaders;
  /** Pattern of the route that answers, once it is known. For metrics and logs. */
  route: string;
  /** Who asks, once that is known. */
  asker?: { readonly workspace: Workspace; readonly actor: Actor };
}
