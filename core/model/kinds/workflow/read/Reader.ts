import { said } from '../../../../errors/said.ts';
import type { Scope } from '../../../../expressions/types.ts';
import type { Path } from '../../../references/types.ts';
import type { Report } from '../../../report.ts';
import type { Complain } from '../../../templates/readExpression.ts';
import type { WorkflowDocument } from '../document.ts';
import type { FixedValue, Setting } from './Setting.ts';

/** Reads a part of a workflow document, and reports what is wrong with it under its path. */
export interface Reader {
  readonly setting: Setting;
  readonly document: WorkflowDocument;
  /** Variables that its expressions may use. */
  readonly scope: Scope;
  readonly report: Report;
  /** Looked at together, at the end. */
  readonly fixed: FixedValue[];
}

/** The same reader further in. */
export function inside(reader: Reader, path: Path): Reader {
  return { ...reader, report: (more, words) => reader.report([...path, ...more], words) };
}

/** Reports what is wrong in the text at the place, with the column. */
export function complaint({ report }: Reader): Complain {
  return (words, at) => report([], at === undefined ? words : said`Column ${at + 1}: ${words}`);
}
