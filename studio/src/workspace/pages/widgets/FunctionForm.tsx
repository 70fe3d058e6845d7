import { Alert } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../../../core/model/browserModel.ts';
import type { FormWidget } from '../../../../../core/model/pageTypes.ts';
import { ApiError } from '../../../api/ApiError.ts';
import { callFunction, readOutcome } from '../../../api/functions.ts';
import { viewedAs } from '../../../api/viewAs.ts';
import { useModel } from '../../../app/ModelContext.tsx';
import { faultMessage } from '../../../lib/faultMessage.ts';
import { parsePointer } from '../../../lib/jsonPointer.ts';
import { changedValues } from '../../../store/changedValues.ts';
import { createDraft } from '../../../store/createDraft.ts';
import { initialValues } from '../../../store/initialValues.ts';
import { findField } from '../../../store/model.ts';
import { Button } from '../../../ui/Button.tsx';
import { useToasts } from '../../../ui/toasts/ToastsContext.tsx';
import { AskedInput } from '../../actions/AskedInput.tsx';
import { FailureAlert } from '../../record/FailureAlert.tsx';
import { ResultView } from '../ResultView.tsx';
import type { WidgetPlace } from '../WidgetPlace.ts';
import styles from './FunctionForm.module.css';
import { NotCalled } from './NotCalled.tsx';

interface FunctionFormProps {
  readonly widget: FormWidget<BrowserEntity>;
  readonly place: WidgetPlace;
}

export function FunctionForm({ widget: { call, input, submit, result }, place: { around } }: FunctionFormProps) {
  const { t } = useTranslation();
  const model = useModel();
  const toasts = useToasts();
  const formId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model must not empty what was typed
  const draft = useMemo(() => createDraft({}, initialValues(input.fields)), []);
  const [isRunning, setRunning] = useState(false);
  const [output, setOutput] = useState<Json>();
  const [failure, setFailure] = useState<unknown>();
  const viewed = viewedAs();

  async function run() {
    if (isRunning || viewed) return;
    setRunning(true);
    setFailure(undefined);
    try {
      const place: JsonObject = around ? { record: { entity: around.entity, id: around.id } } : {};
      const answer = await callFunction(call, { ...changedValues(model, input, {}, draft.get()), ...place });
      setOutput(answer);
      const { message } = readOutcome(answer);
      if (message !== undefined) toasts.success(message);
      else if (!result) toasts.success(t('actions.done', { title: submit ?? input.title }));
    } catch (error) {
      setOutput(undefined);
      const faults = error instanceof ApiError ? error.faults : [];
      const isAsked = (pointer: string) => findField(input, parsePointer(pointer)[0] ?? '') !== undefined;
      draft.setFaults(faults.filter(({ pointer }) => isAsked(pointer)));
      if (faults.length === 0 || faults.some(({ pointer }) => !isAsked(pointer))) setFailure(error);
    } finally {
      setRunning(false);
    }
  }

  const others =
    failure instanceof ApiError
      ? failure.faults.filter(({ pointer }) => !findField(input, parsePointer(pointer)[0] ?? ''))
      : [];
  return (
    <div className={styles.form}>
      <AskedInput
        formId={formId}
        input={input}
        draft={draft}
        onSubmit={run}
        columns={input.fields.length > 3 ? 2 : 1}
      />
      <div>
        <Button
          look="main"
          type="submit"
          form={formId}
          disabled={isRunning || viewed !== undefined}
          aria-busy={isRunning}
        >
          {submit ?? t('pages.run')}
        </Button>
      </div>
      {viewed ? <NotCalled viewed={viewed} /> : null}
      {failure !== undefined && others.length === 0 ? <FailureAlert error={failure} /> : null}
      {others.map((fault) => (
        <Alert key={`${fault.pointer} ${fault.message}`} type="error" showIcon title={faultMessage(t, fault)} />
      ))}
      {result && output !== undefined ? (
        <div className={styles.result} role="status">
          <ResultView shape={result} output={output} />
        </div>
      ) : null}
    </div>
  );
}
