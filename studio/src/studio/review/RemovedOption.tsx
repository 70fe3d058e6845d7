import { useTranslation } from 'react-i18next';
import { isObject } from '../../../../core/lib/json.ts';
import type { Operation, Plan } from '../../api/changesets.ts';
import { asObject, asText, asTexts } from '../../lib/values.ts';
import dialog from '../../ui/DialogContent.module.css';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import styles from './UnfitValues.module.css';

interface RemovedOptionProps {
  readonly plan: Plan;
  readonly operation: Operation;
  readonly option: string;
}

/** Which of the other options records get that have the one that goes. */
export function RemovedOption({ plan, operation, option }: RemovedOptionProps) {
  const { t } = useTranslation();
  const { conversions, convert } = useStudioDraft();
  const { entity, field = '' } = operation;
  const key = `${entity}.${field}`;
  const { [key]: conversion = {} } = conversions;
  const map = conversion.map ?? {};
  const chosen = Object.hasOwn(map, option) ? (map[option] ?? '') : standard;
  const document = plan.changes.find(({ kind, name }) => kind === 'entity' && name === entity)?.after;
  const properties = asObject(document?.properties) ?? {};
  const member = asObject(properties[field]);
  const items = asObject(member?.items);
  const titles = asObject(member?.['x-options']) ?? {};
  const options = asTexts(member?.enum ?? items?.enum);
  return (
    <label className={styles.removed}>
      <span>{t('studio.removedOption', { option })}</span>
      <select
        className={dialog.input}
        value={chosen}
        onChange={({ target }) => {
          const { [option]: _, ...others } = map;
          const next =
            target.value === standard ? others : { ...others, [option]: target.value === '' ? null : target.value };
          convert(key, { ...conversion, map: next });
        }}
      >
        <option value={standard}>{t('studio.asDefault')}</option>
        <option value="">{t('studio.emptied')}</option>
        {options.map((value) => {
          const about = titles[value];
          return (
            <option key={value} value={value}>
              {(isObject(about) ? asText(about.title) : undefined) ?? value}
            </option>
          );
        })}
      </select>
    </label>
  );
}

/** No option is called so: values have no blanks around them. */
const standard = ' ';
