import { Input } from 'antd';
import { type ClipboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import { asObject, asText, isEmpty } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { splitName } from './splitName.ts';
import styles from './Widget.module.css';

/** Family name first where the language puts it first; title, middle name and suffix where wanted. A pasted name is split. */
export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const { id, value, onChange, faults, compact } = props;
  const name = asObject(value) ?? {};
  const [isWhole, setWhole] = useState(false);
  const rare = ['prefix', 'middle', 'suffix'];
  const showsAll = isWhole || rare.some((part) => !isEmpty(name[part]));
  const titles: Readonly<Record<string, string>> = {
    prefix: t('person.prefix'),
    first: t('person.first'),
    middle: t('person.middle'),
    last: t('person.last'),
    suffix: t('person.suffix'),
  };
  const isFamilyFirst = i18n.language.startsWith('zh');
  const short = isFamilyFirst ? ['last', 'first'] : ['first', 'last'];
  const long = isFamilyFirst
    ? ['last', 'middle', 'first', 'prefix', 'suffix']
    : ['prefix', 'first', 'middle', 'last', 'suffix'];

  function change(next: Readonly<Record<string, Json>>) {
    const filled = Object.entries({ ...name, ...next }).filter(([, part]) => !isEmpty(part));
    onChange(filled.length > 0 ? Object.fromEntries(filled) : null);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const split = isEmpty(value) ? splitName(event.clipboardData.getData('text')) : undefined;
    if (!split?.first || !split.last) return;
    event.preventDefault();
    change({ ...split });
  }

  return (
    <div className={`${styles.name} ${showsAll ? styles.all : ''}`}>
      {(showsAll ? long : short).map((part) => (
        <Input
          key={part}
          {...inputProps({
            ...props,
            id: part === short[0] ? id : `${id}-${part}`,
            invalid: props.invalid && (faults.length === 0 || faults.some(({ path }) => (path[0] ?? part) === part)),
          })}
          autoComplete="off"
          aria-label={titles[part]}
          placeholder={titles[part] ?? ''}
          value={asText(name[part]) ?? ''}
          onChange={(event) => change({ [part]: event.target.value })}
          onPaste={paste}
        />
      ))}
      {showsAll || compact ? null : (
        <button
          type="button"
          className={styles.more}
          disabled={props.disabled}
          aria-label={t('person.more')}
          title={t('person.more')}
          onClick={() => setWhole(true)}
        >
          ⋯
        </button>
      )}
    </div>
  );
}
