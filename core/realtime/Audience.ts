import type { Actor } from '../context/types.ts';
import type { Concern } from '../workflows/approvals/concernedBy.ts';
import type { Person } from './protocol.ts';

/** What live events have to know of those who listen. */
export interface Audience {
  /** True for those who may read every record: they are told without asking. */
  readonly seesEverything: (actor: Actor) => boolean;
  readonly seesEntity: (actor: Actor, entity: string) => boolean;
  /** What an entity is called today, which a client may know by an old name. */
  readonly nameNow: (entity: string) => string;
  /** Those of some records of an entity that the actor may read now. */
  readonly readable: (actor: Actor, entity: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** May be in the Studio, where `kind` (such as `role`) is edited. */
  readonly shapes: (actor: Actor, kind: string | undefined) => boolean;
  /** How many notifications each of these users has not read, up to 100. */
  readonly unreadOf: (users: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Whom approvals concern. */
  readonly concernedBy: (approvals: readonly string[]) => Promise<readonly Concern[]>;
  readonly administersPlugins: (actor: Actor) => boolean;
  readonly administersWorkflows: (actor: Actor) => boolean;
  /** Whom others see. */
  readonly personOf: (actor: Actor) => Promise<Person>;
}
