import type { SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { check } from '../../../expressions/check.ts';
import { reporter } from '../../report.ts';
import { recordScope } from '../../scope.ts';
import type { EntityOutline, EntityOutlines } from './outline.ts';
import { parseRollup } from './parseRollup.ts';

/** A formula or rollup, and the computed fields that it needs first. */
interface Computed {
  readonly entity: EntityOutline;
  readonly field: string;
  readonly needs: readonly string[];
}

/** Formulas and rollups that need themselves, over any number of entities. Each cycle is told once. */
export function checkCycles(outlines: EntityOutlines, problems: SemanticProblem[]): void {
  const computed = computedFields(outlines);
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (node: string): void => {
    const start = trail.indexOf(node);
    if (start >= 0) tell(trail.slice(start));
    if (start >= 0 || done.has(node)) return;
    trail.push(node);
    computed.get(node)?.needs.forEach(visit);
    trail.pop();
    done.add(node);
  };
  const tell = (cycle: readonly string[]): void => {
    const first = computed.get(cycle[0] ?? '');
    if (first === undefined) return;
    const keyword = first.entity.fields.get(first.field)?.schema['x-formula'] === undefined ? 'x-rollup' : 'x-formula';
    const message = said`This value needs itself: ${[...cycle, cycle[0]].join(' → ')}.`;
    reporter(first.entity.definition, problems)(['properties', first.field, keyword], message);
  };
  for (const node of computed.keys()) visit(node);
}

function computedFields(outlines: EntityOutlines): Map<string, Computed> {
  const computed = new Map<string, Computed>();
  for (const entity of outlines.values()) {
    for (const { name, schema } of entity.fields.values()) {
      if (!isComputed(entity, name)) continue;
      const rollup = schema['x-rollup'] && parseRollup(schema['x-rollup']);
      const needs = new Set<string>(computedReads(schema['x-formula'], entity.name, outlines));
      if (rollup) {
        for (const node of computedReads(schema['x-rollup']?.where, rollup.entity, outlines)) needs.add(node);
        for (const node of computedReads(rollup.of, rollup.entity, outlines)) needs.add(node);
      }
      computed.set(`${entity.name}.${name}`, { entity, field: name, needs: [...needs] });
    }
  }
  return computed;
}

/** The computed fields that an expression over an entity reads, wherever they are. */
function computedReads(source: string | undefined, entity: string, outlines: EntityOutlines): string[] {
  if (source === undefined) return [];
  const reads = new Set<string>();
  const scope = recordScope(outlines, entity, (owner, field) => {
    const outline = outlines.get(owner);
    if (outline && isComputed(outline, field)) reads.add(`${owner}.${field}`);
  });
  check(source, scope);
  return [...reads];
}

function isComputed({ fields }: EntityOutline, name: string): boolean {
  const schema = fields.get(name)?.schema;
  return schema?.['x-formula'] !== undefined || schema?.['x-rollup'] !== undefined;
}
