import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { asObject, asText } from '../../lib/values.ts';
import { findEntity } from '../../store/model.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { inputProps } from '../shared/inputProps.ts';
import { RecordSelect } from '../shared/RecordSelect.tsx';
import type { WidgetProps } from '../types.ts';
import styles from './Widget.module.css';

/** First which kind of record, then which one. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { value, onChange, field, compact } = props;
  const reference = asObject(value);
  // Line items are reached through their parents.
  const targets = (field.relation?.targets ?? []).filter((name) => findEntity(model, name)?.parent === undefined);
  const [picked, setPicked] = useState<string>();
  const entity = asText(reference?.entity) ?? picked ?? targets[0] ?? '';
  const id = asText(reference?.id);
  const kind = (name: string) => {
    const target = findEntity(model, name);
    return (
      <span className={styles.kind}>
        <EntityIcon name={target?.icon} size={14} />
        {target?.title ?? name}
      </span>
    );
  };
  return (
    <div className={styles.pair}>
      <Select<string>
        {...inputProps({ ...props, id: `${props.id}-entity` })}
        aria-label={t('form.recordKind')}
        value={entity}
        popupMatchSelectWidth={compact ? 180 : false}
        showSearch={targets.length > 7 ? { optionFilterProp: 'title' } : false}
        options={targets.map((name) => {
          const title = findEntity(model, name)?.title ?? name;
          return { value: name, label: title, title };
        })}
        optionRender={({ value: name }) => kind(String(name))}
        labelRender={({ value: name }) => kind(String(name))}
        onChange={(next) => {
          setPicked(next);
          onChange(null);
        }}
      />
      <RecordSelect
        {...props}
        key={entity}
        label={props.label ?? field.title}
        entity={entity}
        multiple={false}
        selected={id === undefined ? [] : [id]}
        onSelect={([next]) => onChange(next === undefined ? null : { entity, id: next })}
      />
    </div>
  );
}
