import type { SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { reporter } from '../../report.ts';
import { reservedFieldNames } from '../../systemFields.ts';
import { type EntityOutlines, inverseSpecs } from './outline.ts';

/** An inverse is a name of its target: it must be free there. */
export function checkInverses(outlines: EntityOutlines, problems: SemanticProblem[]): void {
  const owners = new Map<string, string>();
  for (const { entity, field, relation, inverse } of inverseSpecs(outlines)) {
    const definition = outlines.get(entity)?.definition;
    if (!definition) continue;
    const report = reporter(definition, problems);
    const path = ['properties', field, 'x-relation', 'inverse'];
    if (reservedFieldNames.has(inverse)) {
      report(path, said`"${inverse}" is reserved; choose another name.`);
      continue;
    }
    for (const target of relation.targets) {
      const place = `${target}.${inverse}`;
      const owner = owners.get(place);
      const outline = outlines.get(target);
      if (outline?.fields.has(inverse) || outline?.broken.has(inverse)) {
        report(path, said`"${target}" has a field "${inverse}" of its own; choose another name for this side.`);
      } else if (owner !== undefined) {
        report(path, said`"${place}" is already the other side of ${owner}; choose another name.`);
      } else owners.set(place, `${entity}.${field}`);
    }
  }
}
