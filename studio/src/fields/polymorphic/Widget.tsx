import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { asObject, asText } from '../../lib/values.ts';
import { findEntity } from '../../store/model.ts';
import { inputProps } from '../shared/inputProps.ts';
import { RecordSelect } from '../shared/RecordSelect.tsx';
import type { WidgetProps } from '../types.ts';
import styles from './Widget.module.css';

/** First which kind of record, then which one. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { value, onChange, field } = props;
  const reference = asObject(value);
  const targets = field.relation?.targets ?? [];
  const [picked, setPicked] = useState<string>();
  const entity = asText(reference?.entity) ?? picked ?? targets[0] ?? '';
  const id = asText(reference?.id);
  return (
    <div className={styles.pair}>
      <Select<string>
        {...inputProps({ ...props, id: `${props.id}-entity` })}
        aria-label={t('form.recordKind')}
        value={entity}
        options={targets.map((name) => ({ value: name, label: findEntity(model, name)?.title ?? name }))}
        onChange={(next) => {
          setPicked(next);
          onChange(null);
        }}
      />
      <RecordSelect
        {...props}
        key={entity}
        entity={entity}
        multiple={false}
        selected={id === undefined ? [] : [id]}
        onSelect={([next]) => onChange(next === undefined ? null : { entity, id: next })}
      />
    </div>
  );
}
