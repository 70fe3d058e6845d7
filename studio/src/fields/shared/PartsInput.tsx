import { Input } from 'antd';
import type { Json } from '../../../../core/lib/json.ts';
import { asObject, asText, isEmpty } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';
import { inputProps } from './inputProps.ts';
import styles from './parts.module.css';

export interface Part {
  readonly name: string;
  readonly title: string;
  /** Takes the whole row. */
  readonly wide?: boolean;
  /** Applied to what is typed, e.g. upper case. */
  readonly tidy?: (text: string) => string;
}

interface PartsInputProps extends WidgetProps {
  readonly parts: readonly Part[];
}

/** An object of texts (an address, a name), one control for each part. Empty altogether is null. */
export function PartsInput({ parts, ...props }: PartsInputProps) {
  const { id, value, onChange, faults } = props;
  const object = asObject(value) ?? {};

  function change(name: string, text: string) {
    const next: Record<string, Json> = { ...object, [name]: text };
    const filled = Object.entries(next).filter(([, part]) => !isEmpty(part));
    onChange(filled.length > 0 ? Object.fromEntries(filled) : null);
  }

  return (
    <div className={styles.parts}>
      {parts.map(({ name, title, wide, tidy = (text) => text }, index) => {
        const isBad = faults.some(({ path }) => path[0] === name);
        return (
          <div key={name} className={wide && !props.compact ? styles.wide : undefined}>
            <Input
              {...inputProps({ ...props, id: index === 0 ? id : `${id}-${name}`, invalid: props.invalid || isBad })}
              autoComplete="off"
              aria-label={title}
              placeholder={title}
              value={asText(object[name]) ?? ''}
              onChange={(event) => change(name, tidy(event.target.value))}
            />
          </div>
        );
      })}
    </div>
  );
}
