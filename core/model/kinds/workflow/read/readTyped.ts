import { type Said, said } from '../../../../errors/said.ts';
import { describeType } from '../../../../expressions/checking/describeType.ts';
import type { CelType } from '../../../../expressions/types.ts';
import { idOf, readText } from '../../../templates/readText.ts';
import type { Template } from '../../../workflowTypes.ts';
import { fitsType, idAs } from './fitsType.ts';
import { complaint, type Reader } from './Reader.ts';

interface Wanted {
  /** How it is called: `"Amount"`. */
  readonly name: string | Said;
  readonly type: CelType;
  readonly escape?: 'html' | 'url' | undefined;
  /** Records count as their ids, alone and in a list. */
  readonly isIds?: boolean;
}

/** A text with `${…}` where a value of the type is taken. */
export function readTyped(text: string, wanted: Wanted, reader: Reader): Template {
  const { name, type, isIds } = wanted;
  const template = readText(text, { scope: reader.scope, complain: complaint(reader), escape: wanted.escape });
  if (template.is === 'text' && !fitsType({ kind: 'string' }, type)) {
    reader.report([], said`${name} takes ${describeType(type)}, but this is a text with values in it.`);
  }
  if (template.is !== 'expression') return template;
  const own = template.expression.type;
  if (!fitsType(own, type))
    reader.report([], said`${name} takes ${describeType(type)}, but this is ${describeType(own)}.`);
  return { ...template, ...(isIds ? idOf(template) : idAs(own, type)) };
}
