import { Fragment, useMemo, useState } from 'react';
import type { Json } from '../../../core/lib/json.ts';
import type { BrowserField } from '../../../core/model/browserModel.ts';
import { useEntity } from '../app/ModelContext.tsx';
import { EntityScope } from '../fields/EntityScope.tsx';
import { FieldCell } from '../fields/FieldCell.tsx';
import { FieldView } from '../fields/FieldView.tsx';
import { FieldWidget } from '../fields/FieldWidget.tsx';
import { fixedRecord, RecordScope } from '../fields/RecordScope.tsx';
import styles from './KitchenSink.module.css';
import { sinkValues } from './kitchenSinkModel.ts';

/** Types whose control fills the width of a form. */
const wide = new Set([
  'markdown',
  'json',
  'children',
  'address',
  'polymorphic',
  'files',
  'images',
  'geoPoint',
  'personName',
]);
const states = ['filled', 'empty', 'disabled', 'error'] as const;

/** A row for each type: how it shows in a list and in full, and its control in each state. */
export function KitchenSinkFields() {
  const entity = useEntity('sink');
  const source = useMemo(() => fixedRecord({ ...sinkValues, id: '0190a000-0000-7000-8000-0000000000ff' }), []);
  return (
    <EntityScope value="sink">
      <RecordScope source={source}>
        <div className={styles.rows}>
          {entity?.fields
            .filter(({ system }) => !system)
            .map((field) => (
              <section
                key={field.name}
                className={styles.row}
                aria-label={field.title}
                data-type={field.type}
                data-wide={wide.has(field.type) || undefined}
              >
                <h2>{field.title}</h2>
                <div className={styles.state}>
                  <small>cell</small>
                  <div className={styles.cell}>
                    <FieldCell field={field} value={sinkValues[field.name] ?? null} />
                  </div>
                  <small>view</small>
                  <FieldView field={field} value={sinkValues[field.name] ?? null} />
                </div>
                {field.computed
                  ? null
                  : states.map((state) => (
                      <Fragment key={state}>
                        <Sample field={field} state={state} />
                      </Fragment>
                    ))}
              </section>
            ))}
        </div>
      </RecordScope>
    </EntityScope>
  );
}

interface SampleProps {
  readonly field: BrowserField;
  readonly state: (typeof states)[number];
}

function Sample({ field, state }: SampleProps) {
  const [value, setValue] = useState<Json>(state === 'empty' ? null : (sinkValues[field.name] ?? null));
  const id = `${state}_${field.name}`;
  return (
    <div className={styles.state}>
      <small>{state}</small>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out */}
      <div role="group" aria-label={`${field.title}, ${state}`}>
        <FieldWidget
          id={id}
          field={field}
          value={value}
          required={field.required}
          invalid={state === 'error'}
          disabled={state === 'disabled'}
          label={field.title}
          describedBy={state === 'error' ? `${id}-about` : undefined}
          faults={[]}
          onChange={setValue}
        />
        {state === 'error' ? (
          <p id={`${id}-about`} className={styles.fault}>
            What is wrong, and what would be right.
          </p>
        ) : null}
      </div>
    </div>
  );
}
