import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { reporter } from '../../report.ts';
import type { EntityOutlines } from './outline.ts';

/** Line items belong to one field of one entity, and x-parent and x-children say the same. */
export function checkParents(outlines: EntityOutlines, problems: SemanticProblem[]): void {
  const owners = new Map<string, string>();
  for (const outline of outlines.values()) {
    const report = reporter(outline.definition, problems);
    for (const [name, schema] of Object.entries(outline.document.properties)) {
      const children = schema['x-children'];
      if (!children) continue;
      const path = ['properties', name, 'x-children'];
      const owner = owners.get(children.entity);
      const parent = outlines.get(children.entity)?.document['x-parent'];
      if (owner) {
        report([...path, 'entity'], said`Records of "${children.entity}" are line items of ${owner} already.`);
      } else if (parent && (parent.entity !== outline.name || parent.field !== children.field)) {
        const says = said`"${children.entity}" says by x-parent that it belongs to "${parent.entity}" by its field "${parent.field}".`;
        report(path, says);
      }
      owners.set(children.entity, `${outline.name}.${name}`);
    }
  }
  for (const outline of outlines.values()) {
    const parent = outline.document['x-parent'];
    if (!parent) continue;
    const report = reporter(outline.definition, problems);
    if (!outline.entityNames.includes(parent.entity)) {
      const known = didYouMean(parent.entity, outline.entityNames);
      report(['x-parent', 'entity'], said`There is no entity "${parent.entity}".${known}`);
    } else if (!outline.broken.has(parent.field)) {
      const relation = outline.fields.get(parent.field)?.relation;
      if (relation?.kind !== 'one' || !relation.targets.includes(parent.entity)) {
        report(
          ['x-parent', 'field'],
          said`"${parent.field}" is no relation of "${outline.name}" to one "${parent.entity}".`,
        );
      }
    }
  }
}
