import type { Access } from '../access/types.ts';
import type { SqlScope } from '../expressions/SqlScope.ts';
import type { Entity, Model } from '../model/types.ts';
import { Params } from './params.ts';

/** Makes the scope of the model's own conditions over the row that `alias` names. */
export type OwnScope = (builder: SqlBuilder, entity: Entity, alias: string) => SqlScope;

/**
 * What one statement under construction shares: the model, whose rights it obeys, its parameters and fresh table
 * aliases.
 */
export class SqlBuilder {
  readonly model: Model;
  /** Undefined: without limits. */
  readonly access: Access | undefined;
  readonly ownScope: OwnScope;
  readonly params: Params;
  /** Left joins that sort keys and conditions need, by the path they follow. */
  readonly joins = new Map<string, { alias: string; sql: string }>();
  readonly #shared: Shared;

  /** Made by createSqlBuilder where rights count. */
  constructor(model: Model, access?: Access, ownScope: OwnScope = noScope, shared: Shared = newShared()) {
    this.model = model;
    this.access = access?.unlimited ? undefined : access;
    this.ownScope = ownScope;
    this.params = shared.params;
    this.#shared = shared;
  }

  alias(): string {
    this.#shared.aliases += 1;
    return `t${this.#shared.aliases}`;
  }

  /** The same statement without limits, for expressions of the model itself. Shares no joins: those obey rights. */
  everything(): SqlBuilder {
    return this.access ? new SqlBuilder(this.model, undefined, this.ownScope, this.#shared) : this;
  }
}

interface Shared {
  readonly params: Params;
  aliases: number;
}

function newShared(): Shared {
  return { params: new Params(), aliases: 0 };
}

function noScope(): never {
  throw new Error('a statement without rights has no conditions of roles');
}
