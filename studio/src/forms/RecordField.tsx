import type { FieldProps } from '@rjsf/utils';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../core/lib/json.ts';
import { FieldView } from '../fields/FieldView.tsx';
import { FieldWidget } from '../fields/FieldWidget.tsx';
import { faultMessage } from '../lib/faultMessage.ts';
import { parsePointer } from '../lib/jsonPointer.ts';
import { isEmpty } from '../lib/values.ts';
import { findField } from '../store/model.ts';
import { isLocked } from '../store/rights.ts';
import { AwaitsApproval } from './AwaitsApproval.tsx';
import { useConditions } from './ConditionsContext.tsx';
import { useDraft } from './DraftContext.tsx';
import frame from './FieldFrame.module.css';
import { aboutId, FieldFrame } from './FieldFrame.tsx';
import { useFormSetup } from './FormSetup.tsx';
import { Origin } from './Origin.tsx';

/** Types whose control is several, or a button: a label cannot point at them. */
const groupTypes = new Set([
  ...['address', 'personName', 'geoPoint', 'polymorphic', 'children', 'rating'],
  ...['file', 'files', 'image', 'images'],
]);

/** The form library's field for every Kiln field: a frame, and in it the widget of its type, or its value when read-only. */
export function RecordField({ name, formData, fieldPathId, onChange, disabled }: FieldProps) {
  const { t } = useTranslation();
  const { entity, tabs, fields, formulas, locked } = useFormSetup();
  const conditions = useConditions();
  const allFaults = useDraft((state) => state.faults);
  const id = fieldPathId.$id;
  const problem = useDraft((state) => state.problems.get(id));
  const field = findField(entity, name);
  // What is computed from the record itself follows what is typed; null is an answer too.
  const live = useDraft((state) => (field?.computed ? formulas(state.values)[name] : undefined));
  const latest = useRef({ onChange, path: fieldPathId.path });
  latest.current = { onChange, path: fieldPathId.path };
  // The same function for good, so that a widget renders again only for what concerns it.
  const change = useCallback((next: Json) => latest.current.onChange(next, latest.current.path), []);
  const faults = useMemo(
    () =>
      allFaults
        .map((fault) => ({ path: parsePointer(fault.pointer), fault }))
        .filter(({ path }) => path[0] === name)
        .map(({ path, fault }) => ({ path: path.slice(1), message: faultMessage(t, fault, entity) })),
    [allFaults, name, t, entity],
  );
  if (!field) return null;

  const value: Json = live === undefined ? (formData ?? null) : live;
  const readOnly = disabled || isLocked(field) || conditions.readOnly.has(name);
  const required = !readOnly && (field.required || conditions.required.has(name));
  // Faults inside a value show at their place when the widget has one, and here so that none is lost.
  const own = faults.filter(({ path }) => path.length === 0 || !field.children).map(({ message }) => message);
  const messages = [...new Set(problem === undefined ? own : [problem, ...own])];

  return (
    <FieldFrame
      id={id}
      label={field.title}
      required={required}
      quiet={tabs.some(({ sections }) =>
        sections.some(
          ({ title, fields: [only, ...others] }) =>
            others.length === 0 && only?.field === name && title === field.title,
        ),
      )}
      isGroup={readOnly || groupTypes.has(field.type)}
      help={fields.get(name)?.help ?? field.help}
      faults={messages}
      aside={
        <>
          {locked.includes(name) ? <AwaitsApproval /> : null}
          <Origin field={field} />
        </>
      }
    >
      {readOnly ? (
        <div id={id} className={frame.readOnly}>
          {isEmpty(value) ? (
            <span className={frame.nothing}>{field.type === 'autoNumber' ? t('form.computed') : '—'}</span>
          ) : (
            <FieldView field={field} value={value} />
          )}
        </div>
      ) : (
        <FieldWidget
          id={id}
          field={field}
          value={value}
          required={required}
          invalid={faults.length > 0 || problem !== undefined}
          describedBy={aboutId(id)}
          faults={faults}
          onChange={change}
        />
      )}
    </FieldFrame>
  );
}
