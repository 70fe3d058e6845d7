import { shadowPrefix } from './computed.ts';
import { stableName } from './identifiers.ts';
import { largeTables, type OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';
import type { TableShape } from './shape.ts';

type Filler = Extract<Operation, { op: 'addLinks' | 'promoteValues' }>;

/**
 * The same operations, where rows of a new table are made of a large one: they are made before, in a table beside,
 * which only takes its place when the plan is applied. What would look at all of its rows follows afterwards.
 */
export function withShadowTables(operations: readonly Operation[], context: OnlineContext): Operation[] {
  const large = largeTables(context);
  const fillers = operations.filter((each): each is Filler => isFiller(each) && large.has(each.source));
  const shadows = new Map(
    context.after.flatMap((shape): [string, Shadow][] => {
      const own = fillers.filter(({ table }) => table === shape.name);
      const [filler] = own;
      return filler ? [[shape.name, { shape, name: shadowName(shape, own), ...comesBack(operations, filler) }]] : [];
    }),
  );
  if (shadows.size === 0) return [...operations];
  return operations.flatMap((operation) => besideTables(operation, shadows, large));
}

interface Shadow {
  readonly shape: TableShape;
  readonly name: string;
  /** Where links wait that come back. */
  readonly links?: string;
  /** Records wait that come back. */
  readonly merges?: true;
}

function besideTables(
  operation: Operation,
  shadows: ReadonlyMap<string, Shadow>,
  large: ReadonlyMap<string, unknown>,
): Operation[] {
  if (operation.op === 'createTable') {
    const shadow = shadows.get(operation.shape.name);
    return [shadow ? { ...operation, shadow: shadow.name } : operation];
  }
  if (operation.op === 'unparkTable') {
    const { op: _, from, to, ...base } = operation;
    const shadow = shadows.get(to);
    if (shadow?.links === undefined) return [operation];
    return [{ ...base, op: 'createTable', shape: shadow.shape, shadow: shadow.name, parked: from }];
  }
  const shadow = 'table' in operation ? shadows.get(operation.table) : undefined;
  if (!shadow) return [operation];
  if (isFiller(operation)) {
    if (!large.has(operation.source)) return [operation];
    if (operation.op === 'promoteValues') {
      return [{ ...operation, online: true, shadow: shadow.name, ...(shadow.merges ? { merges: true } : {}) }];
    }
    const parked = shadow.links === undefined ? {} : { parked: shadow.links };
    return [{ ...operation, online: true, shadow: shadow.name, ...parked }];
  }
  if (shadow.merges) return [operation];
  if (operation.op === 'addForeignKey') {
    // Records may have gone since their links were made.
    return [
      { ...operation, online: true, risk: 'safe', orphans: shadow.shape.field === undefined ? 'none' : 'delete' },
    ];
  }
  return shadow.links === undefined ? [operation] : [];
}

function isFiller(operation: Operation): operation is Filler {
  return operation.op === 'addLinks' || operation.op === 'promoteValues';
}

function comesBack(operations: readonly Operation[], filler: Filler): Pick<Shadow, 'links' | 'merges'> {
  const found = operations.find((each) => each.op === 'unparkTable' && each.to === filler.table);
  if (found?.op !== 'unparkTable') return {};
  return filler.op === 'addLinks' ? { links: found.from } : { merges: true };
}

/** With the meaning in it: what was prepared for one try of a change-set serves the next, if it still fits. */
function shadowName({ id, columns, checks, indexes }: TableShape, fillers: readonly Filler[]): string {
  const made = fillers.map((each) =>
    each.op === 'addLinks' ? [each.source, each.targets] : [each.source, each.values, each.titles],
  );
  return stableName(`${shadowPrefix}${id}`, 't', JSON.stringify([id, columns, checks, indexes, made]));
}
