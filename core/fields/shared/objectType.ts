import type { CelType, Scope } from '../../expressions/types.ts';

/** The CEL type of an object whose members are known. */
export function objectType(name: string, members: Readonly<Record<string, CelType>>): CelType {
  const types = new Map(Object.entries(members));
  const fields: Scope = Object.assign((member: string) => types.get(member), { names: () => types.keys() });
  return { kind: 'object', name, fields };
}
