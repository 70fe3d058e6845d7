import { useTranslation } from 'react-i18next';
import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import { withType } from '../document/fieldKinds.ts';
import { textsAt, withMember } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import { Part } from './Part.tsx';
import { Toggle } from './Toggle.tsx';

/** Search, index, and who gets to see or write a field beyond roles. */
export function MorePart({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { document, around, change } = useEntityEditing();
  const type = fieldTypes.get(field.type ?? '');
  if (!type) return null;
  const { name, schema } = field;
  const searched = textsAt(document, 'x-search');
  const isEncrypted = field.type === 'encrypted';
  const canEncrypt = isEncrypted || field.type === 'text';
  const flag = (key: 'readOnly' | 'x-sensitive' | 'x-index') => ({
    isOn: schema[key] === true,
    onChange: (isOn: boolean) => onSchema((before) => withMember(before, key, isOn ? true : undefined), key),
  });
  const summary = [
    ...(searched.includes(name) ? [t('designer.searchable')] : []),
    ...(schema['x-index'] === true ? [t('designer.index')] : []),
    ...(schema['x-sensitive'] === true ? [t('designer.sensitive')] : []),
  ].join(' · ');
  return (
    <Part title={t('designer.more')} summary={summary}>
      {type.search ? (
        <Toggle
          label={t('designer.searchable')}
          help={t('designer.searchableHelp')}
          isOn={searched.includes(name)}
          onChange={(isOn) =>
            change((before) => {
              const others = textsAt(before, 'x-search').filter((each) => each !== name);
              const next = isOn ? [...others, name] : others;
              return withMember(before, 'x-search', next.length > 0 ? next : undefined);
            })
          }
        />
      ) : null}
      {type.options.includes('x-index') ? (
        <Toggle label={t('designer.index')} help={t('designer.indexHelp')} {...flag('x-index')} />
      ) : null}
      {type.computed ? null : (
        <Toggle label={t('designer.readOnly')} help={t('designer.readOnlyHelp')} {...flag('readOnly')} />
      )}
      <Toggle label={t('designer.sensitive')} help={t('designer.sensitiveHelp')} {...flag('x-sensitive')} />
      {canEncrypt ? (
        <Toggle
          label={t('designer.encrypted')}
          help={t('designer.encryptedHelp')}
          isOn={isEncrypted}
          onChange={(isOn) => {
            const next = isOn ? 'encrypted' : 'text';
            onSchema((before) => withType(before, next, around), 'encrypted');
          }}
        />
      ) : null}
    </Part>
  );
}
