import type { Logger } from 'pino';
import type { Actor, Ctx } from '../../context/types.ts';
import type { Db } from '../../db/types.ts';
import type { Model } from '../../model/types.ts';
import type { Reached } from '../../online/JobRun.ts';
import type { Schemas } from '../../plugins/functions/createSchemas.ts';
import type { Buckets } from './hooks/createBuckets.ts';

/** What triggers need of the workspace. */
export interface TriggerParts {
  readonly db: Db;
  readonly log: Logger;
  readonly model: () => Model;
  /** Takes over what the database holds, if it is newer. */
  readonly refresh: () => Promise<unknown>;
  /** A context on the current model. */
  readonly ctx: (actor: Actor, requestId: string) => Ctx;
  /** A secret of workflows; undefined: not set. */
  readonly secret: (name: string) => Promise<string | undefined>;
  readonly reached?: Reached | undefined;
  readonly schemas: Schemas;
  /** Of each workflow that is called from outside, by x-id. */
  readonly calls: Buckets;
  /** Of each address that calls under no workflow's key. */
  readonly wrongKeys: Buckets;
}
