import type { TFunction } from 'i18next';
import { PencilLine } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../../../core/errors/KilnError.ts';
import type { Json } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import type { RecordValues } from '../../api/records.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { useEntityScope } from '../../fields/EntityScope.tsx';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { FieldProblems } from '../../fields/FieldProblems.tsx';
import { FieldView } from '../../fields/FieldView.tsx';
import { FieldWidget } from '../../fields/FieldWidget.tsx';
import { AwaitsApproval } from '../../forms/AwaitsApproval.tsx';
import { errorText } from '../../lib/errorText.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { parsePointer } from '../../lib/jsonPointer.ts';
import { isEmpty } from '../../lib/values.ts';
import { valueType } from '../../store/valueType.ts';
import { Button } from '../../ui/Button.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import styles from './InlineField.module.css';
import { commitOf } from './inlineCommit.ts';
import { LinesView } from './LinesView.tsx';
import type { TypedValue } from './useTypedValue.ts';

interface InlineFieldProps {
  readonly field: BrowserField;
  readonly value: Json;
  readonly readOnly: boolean;
  /** Nobody changes it until an approval is decided. */
  readonly isAwaited: boolean;
  readonly required: boolean;
  readonly help?: string | undefined;
  /** Shown for a moment: somebody else has changed it. */
  readonly isNew: boolean;
  /** What is wrong with a value, before the server is asked. */
  readonly check: (changes: RecordValues) => readonly Fault[];
  /** Asks for what a state wants filled in, where it does: then false, and it is saved from there. */
  readonly canMove: (to: Json) => boolean;
  /** Throws ApiError; then what was there before is there again. */
  readonly save: (changes: RecordValues) => Promise<void>;
  /** What is being typed; undefined when it was saved or given up. */
  readonly onTyped: (typed: TypedValue | undefined) => void;
  /** Leads to the form, where the rest can be put right as well. */
  readonly onForm: (changes: RecordValues) => void;
}

interface Failure {
  readonly messages: readonly string[];
  /** Other fields have to change with this one. */
  readonly isElsewhere: boolean;
  readonly requestId?: string | undefined;
}

/** One field of a record: its value, which a click or Enter makes editable. */
export function InlineField(props: InlineFieldProps) {
  const { field, value, readOnly, isAwaited, required, help, isNew } = props;
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const labelId = useId();

  function begin(event: MouseEvent) {
    if (readOnly || (event.target instanceof Element && event.target.closest('a, button, input, audio, video'))) return;
    if (window.getSelection()?.toString()) return;
    setEditing(true);
  }
  function end() {
    props.onTyped(undefined);
    setEditing(false);
    requestAnimationFrame(() => edit.current?.focus());
  }

  const isWide = isWideField(field);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out
    <div role="group" aria-labelledby={labelId} className={`${styles.field} ${isWide ? styles.wide : ''}`}>
      <span id={labelId} className={styles.label} title={help}>
        {field.title}
        {required && !readOnly ? <i aria-hidden>*</i> : null}
        {isAwaited ? <AwaitsApproval /> : null}
      </span>
      {isEditing ? (
        <InlineEditor {...props} onEnd={end} />
      ) : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the button in it is for the keyboard
        // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer
        <div className={`${styles.view} ${readOnly ? styles.fixed : ''} ${isNew ? styles.flash : ''}`} onClick={begin}>
          <div className={styles.value}>
            {isEmpty(value) ? (
              <span className={styles.empty}>—</span>
            ) : field.children ? (
              <LinesView field={field} value={value} />
            ) : flowing.has(valueType(field)) ? (
              <FieldView field={field} value={value} />
            ) : (
              <FieldCell field={field} value={value} />
            )}
          </div>
          {readOnly ? null : (
            <button
              ref={edit}
              type="button"
              className={styles.edit}
              aria-label={t('record.editField', { field: field.title })}
              onClick={() => setEditing(true)}
            >
              <PencilLine size={13} aria-hidden />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Types whose values go on over several lines. */
const flowing = new Set([
  ...['text', 'multiline', 'markdown', 'json', 'address', 'email', 'url'],
  ...['file', 'files', 'image', 'images', 'manyToMany', 'multiSelect', 'tags'],
]);

/** Types whose values need the width of the page. */
const wideTypes = new Set(['multiline', 'markdown', 'json', 'children', 'files', 'images', 'manyToMany']);

export function isWideField({ type }: BrowserField): boolean {
  return wideTypes.has(type);
}

function InlineEditor(props: InlineFieldProps & { readonly onEnd: () => void }) {
  const { field, value: saved, required, check, canMove, save, onTyped, onForm, onEnd } = props;
  const { t } = useTranslation();
  const entity = useEntity(useEntityScope() ?? '');
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState(saved);
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [isSaving, setSaving] = useState(false);
  const commit = commitOf(field);
  const isOver = useRef(false);

  useEffect(() => {
    const control = document.getElementById(id) ?? box.current?.querySelector<HTMLElement>('input, textarea, button');
    control?.focus();
    if (control instanceof HTMLInputElement && control.type === 'text') control.select();
  }, [id]);

  async function finish(next: Json) {
    if (isOver.current) return;
    if (problem !== undefined) return;
    if (jsonEqual(next, saved) || !canMove(next)) {
      isOver.current = true;
      return onEnd();
    }
    const faults = check({ [field.name]: next });
    if (faults.length > 0) return setFailure(toFailure(t, faults, field.name, entity));
    isOver.current = true;
    setSaving(true);
    setFailure(undefined);
    try {
      await save({ [field.name]: next });
      onEnd();
    } catch (error) {
      isOver.current = false;
      setSaving(false);
      const known = error instanceof ApiError ? error : undefined;
      setFailure(
        known && known.faults.length > 0
          ? toFailure(t, known.faults, field.name, entity)
          : { messages: [errorText(t, error)], isElsewhere: false, requestId: known?.requestId },
      );
    }
  }

  function change(next: Json) {
    setValue(next);
    onTyped({ field, value: next, saved });
    setFailure(undefined);
    if (commit === 'choice') finish(next);
  }

  function press(event: KeyboardEvent) {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      isOver.current = true;
      onEnd();
      return;
    }
    if (event.key !== 'Enter') return;
    const isForced = event.metaKey || event.ctrlKey;
    if (!isForced && (commit !== 'line' || !(event.target instanceof HTMLInputElement))) return;
    event.preventDefault();
    // After what the control makes of the key itself: a date that was typed, a number that is rounded.
    setTimeout(() => latest.current(), 0);
  }
  const latest = useRef(() => {});
  latest.current = () => finish(value);

  function leave(event: FocusEvent) {
    const to = event.relatedTarget;
    if (commit === 'buttons' || isSaving) return;
    if (to instanceof Node && (box.current?.contains(to) || isPopup(to))) return;
    // What a control hands on when it is left comes first.
    setTimeout(() => {
      if (!isOver.current && !box.current?.contains(document.activeElement) && !hasPopup()) latest.current();
    }, 0);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes what the control in it leaves of the keys
    <div
      ref={box}
      className={`${styles.editor} ${commit === 'buttons' ? styles.block : ''}`}
      onKeyDown={press}
      onBlur={leave}
      data-own-keys
    >
      <FieldProblems value={(_control, message) => setProblem(message)}>
        <FieldWidget
          id={id}
          field={field}
          value={value}
          required={required}
          invalid={failure !== undefined || problem !== undefined}
          label={field.title}
          faults={[]}
          onChange={change}
          disabled={isSaving}
          autoOpen
        />
      </FieldProblems>
      {[...(problem === undefined ? [] : [problem]), ...(failure?.messages ?? [])].map((message) => (
        <p key={message} className={styles.fault} role="alert">
          {message}
        </p>
      ))}
      {failure?.requestId ? <RequestId id={failure.requestId} /> : null}
      {commit === 'buttons' || failure ? (
        <div className={styles.buttons}>
          <Button look="main" disabled={isSaving} onClick={() => finish(value)}>
            {failure ? t('action.retry') : t('action.save')}
          </Button>
          <Button
            onClick={() => {
              isOver.current = true;
              onEnd();
            }}
          >
            {t('action.cancel')}
          </Button>
          {failure?.isElsewhere ? (
            <Button look="quiet" onClick={() => onForm({ [field.name]: value })}>
              {t('record.openForm')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function toFailure(t: TFunction, faults: readonly Fault[], name: string, entity: BrowserEntity | undefined): Failure {
  return {
    messages: [...new Set(faults.map((fault) => faultMessage(t, fault, entity)))],
    isElsewhere: faults.some(({ pointer }) => parsePointer(pointer)[0] !== name),
  };
}

const popups =
  '.ant-select-dropdown, .ant-picker-dropdown, .ant-cascader-dropdown, .ant-popover, .ant-modal-root, dialog, [popover]';

function isPopup(node: Node): boolean {
  return node instanceof Element && node.closest(popups) !== null;
}

function hasPopup(): boolean {
  return document.activeElement !== null && isPopup(document.activeElement);
}
