import type { SemanticProblem } from '../../definitions/kind.ts';
import type { Definition } from '../../definitions/types.ts';
import { said } from '../../errors/said.ts';
import { reporter } from '../report.ts';
import { kindWord } from './kindWord.ts';

/** An entity has one default form and one default view. */
export function checkOneDefault(definitions: readonly Definition[], problems: SemanticProblem[]): void {
  const owners = new Map<unknown, Definition>();
  for (const definition of definitions) {
    const { default: isDefault, entity } = definition.document;
    if (isDefault !== true) continue;
    const owner = owners.get(entity);
    if (owner) {
      const message = said`The ${kindWord(definition.kind)} "${owner.name}" is the default of "${String(entity)}" already.`;
      reporter(definition, problems)(['default'], message);
    } else owners.set(entity, definition);
  }
}
