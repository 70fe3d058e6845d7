import type { TFunction } from 'i18next';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserOption } from '../../../../core/model/browserModel.ts';
import type { Branch } from '../../store/workflow/stepTree.ts';

/**
 * What a branch of a step is for. `number`: which one of its branches it is, from 1; `options`: what the values of
 * cases are called; `say`: an English text in the language of the page.
 */
export function branchTitle(
  t: TFunction,
  branch: Branch,
  step: JsonObject,
  number: number,
  options: readonly BrowserOption[] = [],
  say: (text: string) => string = asItStands,
): string {
  switch (branch.kind) {
    case 'case':
      return t('flow.branch.case', { value: valueText(branch.says, options) });
    case 'parallel':
      return say(valueText(branch.says)) || t('flow.branch.parallel', { number });
    case 'each':
      return t('flow.branch.each', { name: typeof step.as === 'string' && step.as !== '' ? step.as : t('flow.item') });
    default:
      return t(`flow.branch.${branch.kind}`);
  }
}

function asItStands(text: string): string {
  return text;
}

function valueText(value: Json | undefined, options: readonly BrowserOption[] = []): string {
  if (Array.isArray(value)) return value.map((each) => valueText(each, options)).join(', ');
  const option = options.find((each) => each.value === value);
  if (option) return option.title;
  if (value === null || value === undefined) return '…';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
