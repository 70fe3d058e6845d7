import type { TFunction } from 'i18next';
import type { Dependant } from '../../../../core/workspace/changeSetAnswer.ts';
import type { LayerConflict } from '../../api/changesets.ts';
import { asText } from '../../lib/values.ts';

const dependantCodes = [
  'followsRename',
  'optionGone',
  'columnRemoved',
  'sortRemoved',
  'conditionRemoved',
  'conditionNarrowed',
  'rightRemoved',
  'fieldRightRemoved',
  'formFieldRemoved',
  'textRemoved',
  'formulaFrozen',
  'frozenHidden',
  'formulaRemoved',
  'rollupFrozen',
  'rollupRemoved',
  'relationRemoved',
  'ruleRemoved',
  'uniqueRemoved',
  'indexRemoved',
  'defaultRemoved',
  'mentionRemoved',
  'widgetRemoved',
  'valueRemoved',
  'stepStopped',
  'neverStarts',
  'caseRemoved',
  'pluginLoses',
  'definitionRemoved',
] as const;

const layerCodes = [
  'noTarget',
  'memberGone',
  'bothChanged',
  'bothRenamed',
  'nameTaken',
  'otherPackage',
  'setAside',
] as const;

/** What becomes of a place that names something that was renamed or went; the server's words where the code is not known here. */
export function dependantText(t: TFunction, { code, params, message }: Dependant): string {
  const known = dependantCodes.find((each) => each === code);
  if (!known) return message;
  const [from, to] = [asText(params.from) ?? '', asText(params.to) ?? ''];
  const words = t(`studio.dependant.${known}`, { from, to });
  return from && !to ? t('studio.because', { words, from }) : words;
}

export function layerConflictText(t: TFunction, { code, params, message }: LayerConflict): string {
  const known = layerCodes.find((each) => each === code);
  if (!known) return message;
  const say = (name: string) => asText(params[name]) ?? '';
  return t(`studio.layerConflict.${known}`, {
    name: say('name') || say('was'),
    package: say('package'),
    reason: say('reason'),
  });
}
