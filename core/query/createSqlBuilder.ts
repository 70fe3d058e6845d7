import type { Ctx } from '../context/types.ts';
import { recordScope } from './recordScope.ts';
import { SqlBuilder } from './SqlBuilder.ts';

/** The model, and what may be read of it. A context is one. */
export type Reader = Pick<Ctx, 'model' | 'access'>;

/** A statement that obeys the rights of the context's actor. */
export function createSqlBuilder({ model, access }: Reader): SqlBuilder {
  return new SqlBuilder(model, access, (builder, entity, alias) => recordScope(builder.everything(), entity, alias));
}
